package org.backendcore.cli;

import java.util.ArrayList;
import java.util.List;

/** Wraps text at 100 columns; each code point counts as one column. */
final class HangingIndent {
    private static final int WIDTH = 100;

    /** Quoted text up to this length is not broken: it is often a command that somebody copies. */
    private static final int LONGEST_QUOTE = 50;

    private HangingIndent() {}

    /**
     * Wraps at spaces. A word that is longer than a line, such as a URL, is not broken.
     *
     * @param label the beginning of the first line; its width is the indent of the others
     */
    static List<String> wrap(String label, String text) {
        List<String> lines = new ArrayList<>();
        List<String> words = words(text);
        StringBuilder line = new StringBuilder(label).append(words.get(0));
        for (String word : words.subList(1, words.size())) {
            if (columns(line) + 1 + columns(word) > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(columns(label)));
            } else {
                line.append(' ');
            }
            line.append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Whether each word fits into a line with this indent. */
    static boolean fits(int indent, String text) {
        return words(text).stream().allMatch(word -> indent + columns(word) <= WIDTH);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '\'' && (at == begin || text.charAt(at - 1) == '(')) {
                int end = text.indexOf('\'', at + 1);
                at = end > 0 && end - at <= LONGEST_QUOTE ? end : at;
            } else if (character == ' ') {
                words.add(text.substring(begin, at));
                begin = at + 1;
            }
        }
        words.add(text.substring(begin));
        return words;
    }

    static int columns(CharSequence text) {
        return (int) text.codePoints().count();
    }
}
