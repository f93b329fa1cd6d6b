package org.backendcore.infrastructure.startup;

import java.io.IOException;
import org.backendcore.infrastructure.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Why a start is refused, in words for an operator, and how the process ends. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    private RefusedException(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    static RefusedException wrong(String message) {
        return new RefusedException(ExitCode.CONFIGURATION, message, null);
    }

    static RefusedException portInUse(Settings.Http http, IOException cause) {
        return new RefusedException(
                ExitCode.SYSTEM,
                "cannot listen on %s port %s (%s): stop what uses it, or set HTTP_HOST and HTTP_PORT"
                        .formatted(http.host(), http.port(), cause.getMessage()),
                cause);
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
