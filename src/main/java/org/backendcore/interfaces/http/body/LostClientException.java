package org.backendcore.interfaces.http.body;

import java.io.IOException;

/**
 * The client has gone or reads nothing, so no response can be written to it. Other I/O failures are our own faults.
 */
public final class LostClientException extends IOException {
    private static final long serialVersionUID = 1;

    /** Wraps the server's exception. */
    public LostClientException(IOException cause) {
        super("the client has disconnected", cause);
    }

    /** Also if an intermediate layer has wrapped it. */
    public static boolean isIn(Throwable thrown) {
        return Causes.of(thrown).anyMatch(LostClientException.class::isInstance);
    }
}
