package org.backendcore.infrastructure.settings;

import java.util.logging.Level;

/** {@code log.level}, in the words of Elastic and of most collectors. */
public enum LogLevel {
    ERROR(Level.SEVERE),
    WARN(Level.WARNING),
    INFO(Level.INFO),
    DEBUG(Level.FINE),
    TRACE(Level.ALL);

    private final Level level;

    LogLevel(Level level) {
        this.level = level;
    }

    /** In those of java.util.logging. */
    public Level level() {
        return level;
    }
}
