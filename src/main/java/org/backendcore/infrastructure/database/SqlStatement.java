package org.backendcore.infrastructure.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of a script.
 *
 * @param line the line of its first word, from 1
 * @param words the whole statement on one line, with empty quotes and without comments
 */
record SqlStatement(int line, String words) {

    /** In capitals, as in PostgreSQL's documentation. */
    String upperCase() {
        return words.toUpperCase(Locale.ROOT);
    }

    /** The statements of {@code text}; a psql command counts as one. Rows after {@code COPY} do not. */
    static List<SqlStatement> of(String text) {
        return new Reader(text).read();
    }

    /**
     * PostgreSQL, "Lexical Structure": a semicolon ends a statement unless it is in quotes, comments, parentheses or
     * {@code BEGIN ATOMIC}. Flyway's own parser mistakes {@code $1} for a quote, and supports neither nested comments
     * nor {@code e'\''}.
     */
    private static final class Reader {
        private static final Pattern DOLLAR_QUOTE = Pattern.compile("\\$\\$|\\$[\\p{L}_][\\p{L}\\p{N}_]*\\$");
        private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");
        private static final Pattern PARAMETER = Pattern.compile("[$\\p{N}][\\p{N}._$]*");
        private static final Pattern ROWS_FOLLOW = Pattern.compile("COPY .*\\bFROM STDIN\\b.*");
        private static final Pattern END_OF_ROWS = Pattern.compile("^\\\\\\.\\s*$", Pattern.MULTILINE);

        private final String text;
        private final List<SqlStatement> statements = new ArrayList<>();
        private final StringBuilder words = new StringBuilder();
        private int at;
        private int start = -1;
        private int line = 1;
        private int counted;
        private int parentheses;
        private int blocks;
        private String last = "";

        Reader(String text) {
            this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        }

        List<SqlStatement> read() {
            while (at < text.length()) {
                readOne();
            }
            end();
            return statements;
        }

        private void readOne() {
            char character = text.charAt(at);
            if (text.startsWith("--", at)) {
                at = end(text.indexOf('\n', at));
                words.append(' ');
            } else if (text.startsWith("/*", at)) {
                at = afterComment();
                words.append(' ');
            } else if (character == '\'') {
                quoted('\'', false);
            } else if (character == '"') {
                quoted('"', false);
            } else if (character == ';' && parentheses <= 0 && blocks == 0) {
                end();
                at++;
            } else if (character == '\\' && start < 0) {
                begin();
                int lineEnd = end(text.indexOf('\n', at));
                words.append(text, at, lineEnd);
                at = lineEnd;
                end();
            } else if (Character.isWhitespace(character)) {
                words.append(' ');
                at++;
            } else {
                begin();
                token(character);
            }
        }

        private void token(char character) {
            Matcher dollarQuote = DOLLAR_QUOTE.matcher(text).region(at, text.length());
            Matcher word = WORD.matcher(text).region(at, text.length());
            Matcher parameter = PARAMETER.matcher(text).region(at, text.length());
            if (dollarQuote.lookingAt()) {
                int close = text.indexOf(dollarQuote.group(), dollarQuote.end());
                at = close < 0 ? text.length() : close + dollarQuote.group().length();
                words.append("''");
            } else if (word.lookingAt()) {
                at = word.end();
                if (word.group().equalsIgnoreCase("e") && at < text.length() && text.charAt(at) == '\'') {
                    quoted('\'', true);
                } else {
                    word(word.group());
                }
            } else if (parameter.lookingAt()) {
                words.append(parameter.group());
                at = parameter.end();
            } else {
                parentheses += character == '(' ? 1 : 0;
                parentheses -= character == ')' ? 1 : 0;
                words.append(character);
                last = String.valueOf(character);
                at++;
            }
        }

        /**
         * Within {@code BEGIN ATOMIC}, {@code CASE} has its own {@code END}; a name after a dot or {@code AS} is not a
         * keyword.
         */
        private void word(String word) {
            String upper = word.toUpperCase(Locale.ROOT);
            boolean name = last.equals(".") || last.equals("AS");
            if (!name && upper.equals("ATOMIC") && last.equals("BEGIN")) {
                blocks = 1;
            } else if (!name && blocks > 0 && upper.equals("CASE")) {
                blocks++;
            } else if (!name && blocks > 0 && upper.equals("END")) {
                blocks--;
            }
            words.append(word);
            last = upper;
        }

        /**
         * Skips past the closing quote; a doubled quote does not close, nor, with escapes, does one after a backslash.
         */
        private void quoted(char quote, boolean escapes) {
            begin();
            words.append(quote).append(quote);
            last = "";
            at++;
            while (at < text.length()) {
                char character = text.charAt(at++);
                if (escapes && character == '\\') {
                    at++;
                } else if (character == quote) {
                    if (at >= text.length() || text.charAt(at) != quote) {
                        return;
                    }
                    at++;
                }
            }
        }

        private int afterComment() {
            int depth = 0;
            int place = at;
            while (place < text.length()) {
                if (text.startsWith("/*", place)) {
                    depth++;
                    place += 2;
                } else if (text.startsWith("*/", place)) {
                    depth--;
                    place += 2;
                    if (depth == 0) {
                        return place;
                    }
                } else {
                    place++;
                }
            }
            return place;
        }

        private int end(int found) {
            return found < 0 ? text.length() : found;
        }

        private void begin() {
            if (start < 0) {
                start = at;
                while (counted < start) {
                    line += text.charAt(counted++) == '\n' ? 1 : 0;
                }
                words.setLength(0);
            }
        }

        private void end() {
            if (start >= 0) {
                SqlStatement statement = new SqlStatement(line, FailedMigration.oneLine(words.toString()));
                statements.add(statement);
                if (ROWS_FOLLOW.matcher(statement.upperCase()).matches()) {
                    Matcher rows = END_OF_ROWS.matcher(text).region(Math.min(at, text.length()), text.length());
                    at = rows.find() ? rows.end() : text.length();
                }
            }
            start = -1;
            parentheses = 0;
            blocks = 0;
            last = "";
            words.setLength(0);
        }
    }
}
