package org.backendcore.interfaces.http;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import java.util.stream.Stream;
import org.backendcore.infrastructure.database.TemporaryFailure;

/**
 * What an exception that nobody caught means for the client, which learns nothing of it.
 *
 * @param status of the answer
 * @param temporary why the same may succeed a little later, where it may
 */
record FailedRequest(int status, Optional<TemporaryFailure> temporary) {
    /** With a 503: as long as the launcher's listener says while there is no application. */
    static final String RETRY_AFTER = "Retry-After";

    static final String RETRY_AFTER_SECONDS = "5";

    static FailedRequest of(Throwable thrown) {
        Optional<Integer> unreadable = causes(thrown)
                .filter(UnreadableBodyException.class::isInstance)
                .map(cause -> ((UnreadableBodyException) cause).status())
                .findFirst();
        if (unreadable.isPresent()) {
            return new FailedRequest(unreadable.get(), Optional.empty());
        }
        if (thrown instanceof WebApplicationException exception) {
            // The application has decided.
            return new FailedRequest(exception.getResponse().getStatus(), Optional.empty());
        }
        Optional<TemporaryFailure> temporary = TemporaryFailure.in(thrown);
        return new FailedRequest(
                temporary.isPresent()
                        ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                        : HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                temporary);
    }

    /** The exception itself, and what is behind it. */
    static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(50);
    }
}
