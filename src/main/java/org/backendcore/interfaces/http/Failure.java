package org.backendcore.interfaces.http;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What an exception that nobody caught means for the client, which learns nothing of it, and for the log, which learns all. */
final class Failure {
    private static final Logger LOGGER = Logger.getLogger(Failure.class.getName());

    private Failure() {}

    /** The status for the client. */
    static int status(Throwable failure) {
        return causes(failure)
                .filter(UnreadableBodyException.class::isInstance)
                .map(cause -> ((UnreadableBodyException) cause).status())
                .findFirst()
                .orElseGet(() -> statusOfApplication(failure));
    }

    private static int statusOfApplication(Throwable failure) {
        return failure instanceof WebApplicationException exception
                ? exception.getResponse().getStatus()
                : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    /** What is not the client's fault. */
    static void log(Throwable failure) {
        if (status(failure) >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            LOGGER.log(Level.SEVERE, "a request failed", failure);
        }
    }

    /** When the answer has begun: most often the client has gone, which is no fault. */
    static void logInTheMiddle(Throwable failure) {
        if (failure instanceof IOException) {
            LOGGER.log(Level.FINE, "an answer failed in its middle", failure);
        } else {
            log(failure);
        }
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(50);
    }
}
