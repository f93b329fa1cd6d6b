package org.backendcore.infrastructure.startup;

import java.util.Locale;
import org.backendcore.infrastructure.process.RefusedStart;

/**
 * The locale of the JVM: both servers use it to map the names of settings to environment variables, and Open Liberty
 * uses it for its log. {@code bin/backend-core} and {@code server.env} set it; a server that is started otherwise may
 * have a locale in which settings are not found.
 */
final class JvmLocale {
    private static final String LETTERS = "TITLE";
    private static final int DIGITS = 1234567890;

    private JvmLocale() {}

    static void requireAscii() {
        Locale locale = Locale.getDefault();
        Locale format = Locale.getDefault(Locale.Category.FORMAT);
        if (!mapsAscii(locale) || !writesAscii(format)) {
            throw RefusedStart.wrong(
                    "the locale of the JVM is '%s', and '%s' for numbers; with it, the server maps the names of settings to other letters, or writes other digits: start the JVM with -Duser.language=en, and without _JAVA_OPTIONS that change it"
                            .formatted(locale, format));
        }
    }

    static boolean mapsAscii(Locale locale) {
        String small = LETTERS.toLowerCase(Locale.ROOT);
        return LETTERS.toLowerCase(locale).equals(small)
                && small.toUpperCase(locale).equals(LETTERS);
    }

    static boolean writesAscii(Locale locale) {
        return String.format(locale, "%d", DIGITS).equals(Integer.toString(DIGITS));
    }
}
