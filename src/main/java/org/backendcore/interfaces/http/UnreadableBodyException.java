package org.backendcore.interfaces.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The body of a request cannot be read, which is not the application's fault. */
final class UnreadableBodyException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    UnreadableBodyException(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    int status() {
        return status;
    }
}
