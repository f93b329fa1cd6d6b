package org.backendcore.interfaces.http.problem;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.backendcore.infrastructure.database.TemporaryFailure;
import org.backendcore.infrastructure.logging.LogContext;
import org.backendcore.interfaces.http.body.LostClientException;
import org.backendcore.interfaces.http.request.Exchange;

/**
 * Logs uncaught exceptions that are not the client's fault. Our own fault is logged with its stack trace. A temporary
 * failure affects every request of that time, so it is one line, at most once a second per reason, with the number of
 * lines left out.
 */
public final class FailedRequestLog {
    private static final Logger LOGGER = Logger.getLogger(FailedRequestLog.class.getName());
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** More reasons than exist, as a bound in case one of them changes its text each time. */
    private static final int REASONS = 50;

    private final LongSupplier nanoTime;
    private final Map<String, Since> reasons = new LinkedHashMap<>();

    /** When the last line of a reason was written, and how many have been left out since. */
    private record Since(long written, long leftOut) {}

    FailedRequestLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The application's only instance. */
    public static FailedRequestLog of(ServletContext application) {
        synchronized (FailedRequestLog.class) {
            if (application.getAttribute(FailedRequestLog.class.getName()) instanceof FailedRequestLog log) {
                return log;
            }
            FailedRequestLog log = new FailedRequestLog(System::nanoTime);
            application.setAttribute(FailedRequestLog.class.getName(), log);
            return log;
        }
    }

    /** For that request, perhaps in a thread that does not have its context. */
    static void log(HttpServletRequest request, Throwable thrown) {
        try (LogContext.Scope scope = LogContext.with(Exchange.of(request).logFields())) {
            of(request.getServletContext()).log(thrown);
        }
    }

    /** In the thread of the request. */
    public void log(Throwable thrown) {
        FailedRequest failure = FailedRequest.of(thrown);
        if (LostClientException.isIn(thrown)) {
            LOGGER.log(Level.FINE, "the client disconnected before its response was complete", thrown);
        } else if (failure.temporary().isPresent()) {
            warn(failure.temporary().get());
        } else if (failure.status() >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            LOGGER.log(Level.SEVERE, "a request failed", thrown);
        } else if (thrown instanceof ProblemException && thrown.getCause() != null) {
            LOGGER.log(Level.FINE, "a request was rejected", thrown);
        }
    }

    private void warn(TemporaryFailure failure) {
        OptionalLong leftOut = leftOut(failure.reason());
        if (leftOut.isPresent()) {
            LOGGER.warning(() -> "a request cannot be served at the moment: " + failure.reason()
                    + (leftOut.getAsLong() == 0
                            ? ""
                            : "; and %s more in the second after the last such line".formatted(leftOut.getAsLong())));
        }
    }

    /** Empty if this line is left out as well. */
    private synchronized OptionalLong leftOut(String reason) {
        long now = nanoTime.getAsLong();
        Since since = reasons.get(reason);
        if (since != null && now - since.written() < SECOND) {
            reasons.put(reason, new Since(since.written(), since.leftOut() + 1));
            return OptionalLong.empty();
        }
        if (since == null && reasons.size() == REASONS) {
            reasons.clear();
        }
        reasons.put(reason, new Since(now, 0));
        return OptionalLong.of(since == null ? 0 : since.leftOut());
    }
}
