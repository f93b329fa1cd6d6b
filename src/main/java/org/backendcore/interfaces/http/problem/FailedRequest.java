package org.backendcore.interfaces.http.problem;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import org.backendcore.infrastructure.database.TemporaryFailure;
import org.backendcore.interfaces.http.body.UnreadableBodyException;
import org.backendcore.interfaces.http.request.RequestId;

/**
 * What an exception that nobody caught means for the client, which learns nothing of it.
 *
 * @param status of the answer
 * @param temporary why the same may succeed a little later, where it may
 * @param details what the client is told besides
 */
public record FailedRequest(int status, Optional<TemporaryFailure> temporary, Problem.Details details) {
    /** With a 503: as long as the launcher's listener says while there is no application. */
    public static final String RETRY_AFTER = "Retry-After";

    /** What it says. */
    public static final String RETRY_AFTER_SECONDS = "5";

    /** That exception, or what is behind it. */
    public static FailedRequest of(Throwable thrown) {
        Optional<Integer> unreadable = UnreadableBodyException.statusOf(thrown);
        if (unreadable.isPresent()) {
            return withoutDetails(unreadable.get());
        }
        if (thrown instanceof ProblemException problem) {
            return new FailedRequest(problem.status(), problem.temporary(), problem.details());
        }
        if (thrown instanceof WebApplicationException exception) {
            // The application has decided.
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

    /** The answer. */
    public Problem problem(RequestId id) {
        return new Problem(status, id, details);
    }
}
