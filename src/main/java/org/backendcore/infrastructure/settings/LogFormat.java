package org.backendcore.infrastructure.settings;

/** {@code log.format}. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** One object a line. */
    JSON
}
