package org.backendcore.interfaces.http.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.backendcore.infrastructure.database.TemporaryFailure;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request with a {@link Problem} that tells the client more than its status does. Thrown by a resource or a
 * servlet:
 *
 * <pre>{@code
 * throw new ProblemException(409, "The order has been shipped.");
 * }</pre>
 *
 * <p>Clients read its texts, so they must not reveal internals. With 503 the same request may succeed a little later:
 * the response has a {@code Retry-After}, and the log has one line per second for that detail and cause. Any other
 * status from 500 on is a fault, logged with its stack trace.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int LOWEST = 400;
    private static final int HIGHEST = 599;

    private final int status;
    private final transient Problem.Details details;

    /**
     * With a detail only.
     *
     * @param status from 400 to 599
     * @param detail a sentence for the caller
     */
    public ProblemException(int status, String detail) {
        this(status, detail, null);
    }

    /**
     * As above, with a cause.
     *
     * @param cause for the log only; below 500 the log has it at {@code DEBUG}
     */
    public ProblemException(int status, String detail, @Nullable Throwable cause) {
        this(status, new Problem.Details(Optional.empty(), Optional.of(detail), List.of()), cause);
    }

    /**
     * A kind of problem that clients can distinguish from others with the same status (RFC 9457, section 3.1.1).
     *
     * @param type its permanent name, for example {@code urn:problem:order-shipped}
     * @param title a description of the kind; always the same
     * @param detail a description of this occurrence
     */
    public ProblemException(int status, URI type, String title, String detail) {
        this(
                status,
                new Problem.Details(Optional.of(new Problem.Type(type, title)), Optional.of(detail), List.of()),
                null);
    }

    private ProblemException(int status, Problem.Details details, @Nullable Throwable cause) {
        super(details.detail().orElse(null), cause);
        if (status < LOWEST || status > HIGHEST) {
            throw new IllegalArgumentException("the status of a problem must be from 400 to 599, not " + status);
        }
        this.status = status;
        this.details = details;
    }

    int status() {
        return status;
    }

    Problem.Details details() {
        return details;
    }

    /** For a 503, for the log. */
    Optional<TemporaryFailure> temporary() {
        return Optional.of(getMessage() + (getCause() == null ? "" : " (%s)".formatted(getCause())))
                .filter(reason -> status == HttpServletResponse.SC_SERVICE_UNAVAILABLE)
                .map(TemporaryFailure::new);
    }
}
