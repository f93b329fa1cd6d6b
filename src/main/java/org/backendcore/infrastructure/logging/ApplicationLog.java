package org.backendcore.infrastructure.logging;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Applies {@code log.level} and escapes control characters for the application's loggers; the levels of the server's
 * and the libraries' loggers are in server-config.
 */
public final class ApplicationLog {
    /** Strong reference: a logger that is garbage-collected loses its level. */
    private static final Logger APPLICATION = Logger.getLogger("org.backendcore");

    private ApplicationLog() {}

    /** Drops records below {@code level} from now on. */
    public static void configure(Level level) {
        APPLICATION.setLevel(level);
        ControlCharacters.spellOut(APPLICATION);
    }
}
