package org.backendcore.infrastructure.logging;

import java.util.logging.Level;
import java.util.logging.Logger;

/** {@code log.level}, and harmless characters, for the loggers of the application; those of the server and of libraries have theirs in server-config. */
public final class ApplicationLog {
    /** Held, because a logger that nobody holds forgets its level. */
    private static final Logger APPLICATION = Logger.getLogger("org.backendcore");

    private ApplicationLog() {}

    /** From now on nothing below {@code level} is logged. */
    public static void configure(Level level) {
        APPLICATION.setLevel(level);
        ControlCharacters.spellOut(APPLICATION);
    }
}
