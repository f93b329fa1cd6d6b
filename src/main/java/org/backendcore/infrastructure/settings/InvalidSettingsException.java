package org.backendcore.infrastructure.settings;

/** All that is wrong with the settings, one numbered line a problem. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidSettingsException(String report) {
        super(report);
    }
}
