package org.backendcore.infrastructure.settings;

/** {@code log.format}. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** One object per line. */
    JSON
}
