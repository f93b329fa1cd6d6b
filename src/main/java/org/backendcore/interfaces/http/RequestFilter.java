package org.backendcore.interfaces.http;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalInt;
import org.backendcore.infrastructure.logging.LogContext;
import org.backendcore.infrastructure.settings.Profile;
import org.backendcore.infrastructure.settings.Settings;

/**
 * The first to see every request: gives it its id and the response its headers, refuses what must not come further, and turns what
 * nobody caught into a {@link Problem}. On Open Liberty the probes are not the application's, so they do not come by here.
 */
public final class RequestFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Inject
    private transient Settings settings;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean dispatchedAgain = Exchange.isKnown(request);
        Exchange exchange = dispatchedAgain ? Exchange.of(request) : begin(request, response);
        try (LogContext.Scope scope = LogContext.with(exchange.logFields())) {
            if (dispatchedAgain) {
                answer(exchange, request, response, chain);
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
        return exchange;
    }

    private void answerOrRefuse(
            Exchange exchange, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean recorded = settings.profile() == Profile.PROD && !Gate.isProbe(request);
        AccessLog log = new AccessLog(exchange, request, response, recorded);
        AcceptedRequest accepted = new AcceptedRequest(request, log);
        OptionalInt refusal = new Gate(new AllowedHosts(settings.app().allowedHosts())).refusal(request);
        if (refusal.isPresent() || Gate.hasBodyOfUnknownLength(request)) {
            // What may follow on this connection is no request that anybody can trust.
            response.setHeader("Connection", "close");
        }
        if (refusal.isPresent()) {
            exchange.problem(refusal.getAsInt()).sendIfPossible(response);
        } else {
            answer(exchange, accepted, response, chain);
        }
        if (!accepted.isAsynchronous()) {
            log.write();
        }
    }

    private static void answer(
            Exchange exchange, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException | Error failure) {
            if (response.isCommitted()) {
                // Too late for a problem; the server must cut the answer off, so that it does not look whole.
                Failure.log(failure);
                throw failure;
            }
            boolean sent = exchange.problem(Failure.status(failure)).sendIfPossible(response);
            if (sent || !(failure instanceof IOException)) {
                Failure.log(failure);
            }
        }
    }
}
