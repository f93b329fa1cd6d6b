package org.backendcore.interfaces.http;

import java.io.IOException;

/** The client has gone, or reads nothing: an answer cannot be written to it. Other failures of reading and writing are faults of ours. */
final class LostClientException extends IOException {
    private static final long serialVersionUID = 1;

    LostClientException(IOException cause) {
        super("the client has gone", cause);
    }

    /** Also where something in between has wrapped it. */
    static boolean isIn(Throwable thrown) {
        return FailedRequest.causes(thrown).anyMatch(LostClientException.class::isInstance);
    }
}
