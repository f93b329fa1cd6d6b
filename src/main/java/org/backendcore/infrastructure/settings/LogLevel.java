package org.backendcore.infrastructure.settings;

import java.util.logging.Level;

/** {@code log.level}, in the words of Elastic and of most collectors. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE;

    /** In those of java.util.logging. */
    public Level forJava() {
        return switch (this) {
            case ERROR -> Level.SEVERE;
            case WARN -> Level.WARNING;
            case INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
            case TRACE -> Level.ALL;
        };
    }
}
