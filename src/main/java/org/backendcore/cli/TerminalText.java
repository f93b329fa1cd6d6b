package org.backendcore.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lays out what a command prints. A terminal gets lines of at most 100 columns, a hanging indent and colours; anything else, such as a
 * pipe or a file, gets the text unchanged. Control characters are spelled out everywhere, because a terminal obeys them.
 *
 * @param terminal whether the stream is a terminal; the script passes this
 * @param colour whether to use colours
 */
record TerminalText(boolean terminal, boolean colour) {
    /** The system property {@code org.backendcore.terminal.out} or {@code .err} is true if the stream is a terminal. */
    enum Stream {
        OUT,
        ERR
    }

    /** The indent of a line and the number of its problem. */
    private static final Pattern LABEL = Pattern.compile(" *(\\d+\\. )?");

    /** The indent of a command that has a line of its own; it stays whole, so that it can be copied. */
    private static final String COMMAND = "    ";

    /** A sentence about a setting begins with its key. */
    private static final Pattern KEY = Pattern.compile("^'([a-z][a-z0-9.-]*)'");

    /** ECMA-48, section 8.3.117, "SGR". */
    private enum Style {
        BOLD(1),
        RED(31),
        YELLOW(33);

        private final int number;

        Style(int number) {
            this.number = number;
        }
    }

    /** NO_COLOR with any value but the empty one turns colours off (no-color.org); a dumb terminal has none. */
    static TerminalText of(PlainConfig config, Stream stream) {
        String property = "org.backendcore.terminal." + stream.name().toLowerCase(Locale.ROOT);
        boolean terminal = Boolean.parseBoolean(config.properties().get(property));
        boolean plain = !config.environment().getOrDefault("NO_COLOR", "").isEmpty()
                || config.environment().getOrDefault("TERM", "").equals("dumb");
        return new TerminalText(terminal, terminal && !plain);
    }

    String sentence(String text) {
        return terminal ? String.join("\n", HangingIndent.wrap("", harmless(text))) : harmless(text);
    }

    /**
     * A sentence behind a label.
     *
     * @param label such as {@code "warning: "}
     */
    String warning(String label, String sentence) {
        return terminal ? labelled(label, Style.YELLOW, harmless(sentence)) : harmless(label + sentence);
    }

    /** A sentence, optionally followed by a numbered list of problems. */
    String error(String report) {
        if (!terminal) {
            return harmless(report);
        }
        List<String> lines = harmless(report).lines().toList();
        return IntStream.range(0, lines.size())
                .mapToObj(index -> index == 0 ? red(lines.get(index)) : problem(lines.get(index)))
                .collect(Collectors.joining("\n"));
    }

    private String red(String line) {
        return HangingIndent.wrap("", line).stream()
                .map(part -> styled(Style.RED, part))
                .collect(Collectors.joining("\n"));
    }

    private String problem(String line) {
        if (line.startsWith(COMMAND)) {
            return line;
        }
        Matcher label = LABEL.matcher(line);
        int end = label.lookingAt() ? label.end() : 0;
        return labelled(line.substring(0, end), Style.RED, line.substring(end));
    }

    private String labelled(String label, Style style, String text) {
        List<String> lines = new ArrayList<>(HangingIndent.wrap(label, text));
        String first = lines.get(0).substring(label.length());
        Matcher key = KEY.matcher(first);
        String bold = key.find() ? "'" + bold(key.group(1)) + "'" + first.substring(key.end()) : first;
        lines.set(0, styled(style, label) + bold);
        return String.join("\n", lines);
    }

    String bold(String text) {
        return styled(Style.BOLD, text);
    }

    private String styled(Style style, String text) {
        return colour && !text.isBlank() ? "\u001b[%sm%s\u001b[0m".formatted(style.number, text) : text;
    }

    /** Spells out each control character except the line feed, as in JSON and Java. */
    static String harmless(String text) {
        return text.codePoints()
                .mapToObj(character -> Character.isISOControl(character) && character != '\n'
                        ? String.format(Locale.ROOT, "\\u%04x", character)
                        : Character.toString(character))
                .collect(Collectors.joining());
    }
}
