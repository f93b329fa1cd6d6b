package org.backendcore.infrastructure.process;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a start is refused, in words for an operator, and the exit code. */
public final class RefusedStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    private RefusedStart(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** A problem that a person must fix. */
    public static RefusedStart wrong(String message) {
        return new RefusedStart(ExitCode.CONFIGURATION, message, null);
    }

    static RefusedStart portInUse(String host, int port, IOException cause) {
        return new RefusedStart(
                ExitCode.SYSTEM,
                "cannot listen on %s port %s (%s): stop the process that uses it, or set HTTP_HOST and HTTP_PORT"
                        .formatted(host, port, cause.getMessage()),
                cause);
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
