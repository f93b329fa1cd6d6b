package org.backendcore.infrastructure.logging;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code log.level}, and harmless characters, for the loggers of the application; those of the server and of libraries have theirs in server-config. */
public final class ApplicationLog {
    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger APPLICATION = Logger.getLogger("org.backendcore");

    /** The words of Elastic and of most collectors, in those of java.util.logging. */
    private static final Map<String, Level> LEVELS = Map.of(
            "ERROR", Level.SEVERE,
            "WARN", Level.WARNING,
            "INFO", Level.INFO,
            "DEBUG", Level.FINE,
            "TRACE", Level.ALL);

    private ApplicationLog() {}

    /** From now on nothing below {@code level} is logged. */
    public static void configure(String level) {
        APPLICATION.setLevel(LEVELS.get(level));
        ControlCharacters.spellOut(APPLICATION);
    }
}
