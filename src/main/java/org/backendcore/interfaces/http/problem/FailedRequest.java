package org.backendcore.interfaces.http.problem;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import org.backendcore.infrastructure.database.TemporaryFailure;
import org.backendcore.interfaces.http.body.UnreadableBodyException;
import org.backendcore.interfaces.http.request.RequestId;

/**
 * The response to an uncaught exception, of which the client learns nothing.
 *
 * @param status the status of the response
 * @param temporary why the same request may succeed a little later, if it may
 * @param details additional information for the client
 */
public record FailedRequest(int status, Optional<TemporaryFailure> temporary, Problem.Details details) {
    /** Sent with a 503, with the same value that the launcher's listener sends while there is no application. */
    public static final String RETRY_AFTER = "Retry-After";

    /** The value of {@link #RETRY_AFTER}. */
    public static final String RETRY_AFTER_SECONDS = "5";

    /** For the exception or one of its causes. */
    public static FailedRequest of(Throwable thrown) {
        Optional<Integer> unreadable = UnreadableBodyException.statusOf(thrown);
        if (unreadable.isPresent()) {
            return withoutDetails(unreadable.get());
        }
        if (thrown instanceof ProblemException problem) {
            return new FailedRequest(problem.status(), problem.temporary(), problem.details());
        }
        if (thrown instanceof WebApplicationException exception) {
            // The application has decided the status.
            return withoutDetails(exception.getResponse().getStatus());
        }
        Optional<TemporaryFailure> temporary = TemporaryFailure.in(thrown);
        return temporary.isPresent()
                ? new FailedRequest(HttpServletResponse.SC_SERVICE_UNAVAILABLE, temporary, Problem.Details.NONE)
                : withoutDetails(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }

    private static FailedRequest withoutDetails(int status) {
        return new FailedRequest(status, Optional.empty(), Problem.Details.NONE);
    }

    /** The response. */
    public Problem problem(RequestId id) {
        return new Problem(status, id, details);
    }
}
