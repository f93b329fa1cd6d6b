package org.backendcore.infrastructure.settings;

import java.util.logging.Level;

/** {@code log.level}, with the names that Elastic and most collectors use. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE;

    /** The corresponding level of java.util.logging. */
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
