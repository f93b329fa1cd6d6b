package org.backendcore.interfaces.http.problem;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import org.backendcore.infrastructure.database.TemporaryFailure;
import org.backendcore.interfaces.http.body.UnreadableBodyException;

/**
 * What an exception that nobody caught means for the client, which learns nothing of it.
 *
 * @param status of the answer
 * @param temporary why the same may succeed a little later, where it may
 */
public record FailedRequest(int status, Optional<TemporaryFailure> temporary) {
    /** With a 503: as long as the launcher's listener says while there is no application. */
    public static final String RETRY_AFTER = "Retry-After";

    /** What it says. */
    public static final String RETRY_AFTER_SECONDS = "5";

    /** That exception, or what is behind it. */
    public static FailedRequest of(Throwable thrown) {
        Optional<Integer> unreadable = UnreadableBodyException.statusOf(thrown);
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
}
