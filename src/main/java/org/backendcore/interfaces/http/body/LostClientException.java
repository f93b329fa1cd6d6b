package org.backendcore.interfaces.http.body;

import java.io.IOException;

/** The client has gone, or reads nothing: an answer cannot be written to it. Other failures of reading and writing are faults of ours. */
public final class LostClientException extends IOException {
    private static final long serialVersionUID = 1;

    /** With what the server has said. */
    public LostClientException(IOException cause) {
        super("the client has gone", cause);
    }

    /** Also where something in between has wrapped it. */
    public static boolean isIn(Throwable thrown) {
        return Causes.of(thrown).anyMatch(LostClientException.class::isInstance);
    }
}
