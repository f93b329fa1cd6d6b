package org.backendcore.interfaces.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.backendcore.infrastructure.logging.LogContext;
import org.backendcore.infrastructure.process.LauncherProtocol;
import org.backendcore.infrastructure.settings.Profile;
import org.backendcore.infrastructure.settings.Settings;
import org.backendcore.infrastructure.shutdown.Drain;
import org.backendcore.interfaces.http.accesslog.AcceptedRequest;
import org.backendcore.interfaces.http.accesslog.AccessLog;
import org.backendcore.interfaces.http.body.AcceptedResponse;
import org.backendcore.interfaces.http.problem.FailedRequest;
import org.backendcore.interfaces.http.problem.FailedRequestLog;
import org.backendcore.interfaces.http.problem.Problem;
import org.backendcore.interfaces.http.request.AllowedHosts;
import org.backendcore.interfaces.http.request.Exchange;
import org.backendcore.interfaces.http.request.Gate;
import org.backendcore.interfaces.http.request.Proxies;
import org.backendcore.interfaces.http.request.RequestId;

/**
 * Sees every request first: assigns its id, sets the headers of the response, rejects requests that must not go
 * further, and turns uncaught exceptions into a {@link Problem}. On Open Liberty the probes are not part of the
 * application, so they do not pass through here.
 */
public final class RequestFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Inject
    private transient Settings settings;

    @Inject
    private transient Drain drain;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
        Optional<AccessLog> earlier = AccessLog.of(request);
        Exchange exchange = earlier.isPresent() ? Exchange.of(request) : begin(request, response);
        try (LogContext.Scope scope = LogContext.with(exchange.logFields())) {
            if (earlier.isPresent()) {
                answer(exchange, new AcceptedRequest(request, earlier.orElseThrow()), response, chain);
            } else {
                answerOrRefuse(exchange, request, response, chain);
            }
        }
    }

    private Exchange begin(HttpServletRequest request, HttpServletResponse response) {
        Proxies proxies = new Proxies(settings.http().trustedProxies());
        Exchange exchange = new Exchange(
                RequestId.of(request.getHeader("traceparent")),
                proxies.encrypted(request),
                proxies.client(request),
                System.nanoTime());
        exchange.remember(request);
        exchange.prepare(response);
        if (drain.begun()) {
            // Otherwise a proxy could reuse a connection that is just being closed.
            response.setHeader("Connection", "close");
        }
        return exchange;
    }

    private void answerOrRefuse(
            Exchange exchange, HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
        boolean recorded = settings.profile() == Profile.PROD && !Gate.isProbe(request);
        AccessLog log = new AccessLog(exchange, request, response, recorded, drain.request());
        log.remember(request);
        AcceptedRequest accepted = new AcceptedRequest(request, log);
        try {
            OptionalInt rejection = new Gate(new AllowedHosts(settings.app().allowedHosts())).rejection(request);
            if (rejection.isPresent()) {
                // Anything that follows on this connection may not be a genuine request.
                response.setHeader("Connection", "close");
                new Problem(rejection.getAsInt(), exchange.id()).sendIfPossible(response);
            } else if (Gate.isNearAProbe(request)) {
                closeIfALengthIsHidden(request, response);
                new Problem(HttpServletResponse.SC_NOT_FOUND, exchange.id()).sendIfPossible(response);
            } else if (!drain.opened() && !Gate.isProbe(request)) {
                // A part of the application failed, such as a filter that protects it; Open Liberty serves the rest.
                closeIfALengthIsHidden(request, response);
                response.setHeader(FailedRequest.RETRY_AFTER, FailedRequest.RETRY_AFTER_SECONDS);
                new Problem(HttpServletResponse.SC_SERVICE_UNAVAILABLE, exchange.id()).sendIfPossible(response);
            } else {
                askForTheBody(request);
                closeIfALengthIsHidden(request, response);
                answer(exchange, accepted, response, chain);
            }
        } finally {
            if (!accepted.isAsynchronous()) {
                log.write();
            }
        }
    }

    /**
     * The launcher's listener leaves the reply to {@code Expect: 100-continue} to us; other servers have already sent
     * it.
     */
    private static void askForTheBody(HttpServletRequest request) {
        if (request.getAttribute(LauncherProtocol.CONTINUATION) instanceof Runnable continuation) {
            continuation.run();
        }
    }

    private static void closeIfALengthIsHidden(HttpServletRequest request, HttpServletResponse response) {
        if (Gate.hasBodyOfUnknownLength(request)) {
            response.setHeader("Connection", "close");
        }
    }

    private void answer(
            Exchange exchange, HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
        try {
            chain.doFilter(request, AcceptedResponse.of(response));
        } catch (IOException | ServletException | RuntimeException | Error failure) {
            if (response.isCommitted()) {
                // Too late for a problem. Rethrowing would change nothing: both servers end the response as if it were
                // complete.
                log().log(failure);
            } else {
                fail(exchange, request, response, failure);
            }
            if (request.isAsyncStarted()) {
                // Nobody else would complete it.
                request.getAsyncContext().complete();
            }
        }
    }

    private void fail(Exchange exchange, HttpServletRequest request, HttpServletResponse response, Throwable thrown) {
        // Resets everything: the headers of the failed response, and any writer that has been requested.
        response.reset();
        exchange.prepare(response);
        closeIfALengthIsHidden(request, response);
        FailedRequest failure = FailedRequest.of(thrown);
        if (failure.temporary().isPresent()) {
            response.setHeader(FailedRequest.RETRY_AFTER, FailedRequest.RETRY_AFTER_SECONDS);
        }
        failure.problem(exchange.id()).sendIfPossible(response);
        log().log(thrown);
    }

    private FailedRequestLog log() {
        return FailedRequestLog.of(getServletContext());
    }
}
