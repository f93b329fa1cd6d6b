package org.backendcore.interfaces.http.body;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of a request cannot be read, and the application is not at fault. */
public final class UnreadableBodyException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    public UnreadableBodyException(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** The status of the response to this failure; empty for other failures. */
    public static Optional<Integer> statusOf(Throwable thrown) {
        return Causes.of(thrown)
                .filter(UnreadableBodyException.class::isInstance)
                .map(cause -> ((UnreadableBodyException) cause).status)
                .findFirst();
    }
}
