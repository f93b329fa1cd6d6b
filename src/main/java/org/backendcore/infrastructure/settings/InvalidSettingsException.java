package org.backendcore.infrastructure.settings;

/** All problems with the settings, numbered, one per line. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidSettingsException(String report) {
        super(report);
    }
}
