package org.backendcore.infrastructure.settings;

import java.util.Locale;
import java.util.stream.Collectors;

/** Untrusted text in a message. */
final class Printable {
    private Printable() {}

    /** Escapes the characters that would forge a line of a log, or hide in one. */
    static String of(String text) {
        return text.codePoints().mapToObj(Printable::of).collect(Collectors.joining());
    }

    private static String of(int character) {
        boolean breaksLines = Character.isISOControl(character)
                || Character.getType(character) == Character.LINE_SEPARATOR
                || Character.getType(character) == Character.PARAGRAPH_SEPARATOR
                || Character.getType(character) == Character.FORMAT;
        return breaksLines ? String.format(Locale.ROOT, "\\u%04x", character) : Character.toString(character);
    }
}
