package org.backendcore.interfaces.http.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.backendcore.infrastructure.database.TemporaryFailure;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request with a {@link Problem} that tells the client more than its status does. A resource or a servlet throws it:
 *
 * <pre>{@code
 * throw new ProblemException(409, "The order has been shipped.");
 * }</pre>
 *
 * <p>Clients read what is in it, so it says nothing of the inside. With 503 the same may succeed a little later: the answer has a
 * {@code Retry-After}, and the log one line a second for all of that detail and that cause. Any other status from 500 on is a fault, with its stack trace.
 */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int LOWEST = 400;
    private static final int HIGHEST = 599;

    private final int status;
    private final transient Problem.Details details;

    /**
     * With a detail alone.
     *
     * @param status from 400 to 599
     * @param detail a sentence for who calls
     */
    public ProblemException(int status, String detail) {
        this(status, detail, null);
    }

    /**
     * The same, because of another failure.
     *
     * @param cause for the log alone; below 500 that has it in {@code DEBUG}
     */
    public ProblemException(int status, String detail, @Nullable Throwable cause) {
        this(status, new Problem.Details(Optional.empty(), Optional.of(detail), List.of()), cause);
    }

    /**
     * A kind of problem that clients can tell from others of that status (RFC 9457, section 3.1.1).
     *
     * @param type names it for ever, for example {@code urn:problem:order-shipped}
     * @param title what it is; the same each time
     * @param detail of this one
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
            throw new IllegalArgumentException("a problem has a status from 400 to 599, not " + status);
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

    /** Of a 503, for the log. */
    Optional<TemporaryFailure> temporary() {
        return Optional.of(getMessage() + (getCause() == null ? "" : " (%s)".formatted(getCause())))
                .filter(reason -> status == HttpServletResponse.SC_SERVICE_UNAVAILABLE)
                .map(TemporaryFailure::new);
    }
}
