package org.backendcore.interfaces.http.accesslog;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import org.backendcore.infrastructure.logging.LogContext;
import org.backendcore.infrastructure.process.LauncherProtocol;
import org.backendcore.infrastructure.shutdown.Drain;
import org.backendcore.interfaces.http.request.Exchange;
import org.backendcore.interfaces.http.request.Gate;

/**
 * Writes one record per request when it is answered, without its query, which may contain confidential data. For an
 * asynchronous request it waits for the end.
 */
public final class AccessLog implements AsyncListener {
    private static final Logger LOGGER = Logger.getLogger(AccessLog.class.getName());

    private static final String ATTRIBUTE = AccessLog.class.getName();

    private final Exchange exchange;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final boolean wanted;
    private final Drain.Request running;
    private final AtomicBoolean written = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    /** The running tasks of the request; if its client has gone, only these are awaited. */
    private final AtomicInteger tasks = new AtomicInteger();

    private volatile boolean lost;

    /** For one request, once it has its id. */
    public AccessLog(
            Exchange exchange,
            HttpServletRequest request,
            HttpServletResponse response,
            boolean wanted,
            Drain.Request running) {
        this.exchange = exchange;
        this.request = request;
        this.response = response;
        this.wanted = wanted;
        this.running = running;
    }

    /** For a request that passes through again, because it was dispatched asynchronously. */
    public void remember(HttpServletRequest accepted) {
        accepted.setAttribute(ATTRIBUTE, this);
    }

    /** The log of a request that has passed through before. */
    public static Optional<AccessLog> of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof AccessLog log ? Optional.of(log) : Optional.empty();
    }

    /** Called at the end of the request; a second call does nothing. */
    public void write() {
        if (written.getAndSet(true)) {
            return;
        }
        end();
        if (!wanted) {
            return;
        }
        String method = Gate.known(request.getMethod());
        String path = request.getRequestURI().replaceFirst(";.*", "");
        Map<String, String> fields = Map.of(
                "trace.id", exchange.id().text(),
                "http.request.method", method,
                "url.path", path,
                "http.response.status_code", Integer.toString(response.getStatus()),
                "client.address", exchange.client(),
                "event.duration", Long.toString(System.nanoTime() - exchange.start()));
        try (LogContext.Scope scope = LogContext.with(fields)) {
            LOGGER.info(() -> "%s %s %s".formatted(method, path, response.getStatus()));
        }
    }

    private void end() {
        if (!ended.getAndSet(true)) {
            running.close();
        }
    }

    /**
     * Asynchronous work begins. From now on the launcher's listener reports when the client has gone; Payara reports
     * that to nobody.
     */
    @SuppressWarnings("unchecked") // The type is the listener's.
    void beginAsync() {
        if (request.getAttribute(LauncherProtocol.LOST_CLIENT) instanceof AtomicReference<?> place) {
            ((AtomicReference<Runnable>) place).set(this::lose);
        }
    }

    private void lose() {
        lost = true;
        if (tasks.get() == 0) {
            end();
        }
    }

    void beginTask() {
        tasks.incrementAndGet();
    }

    void endTask() {
        if (tasks.decrementAndGet() == 0 && lost) {
            end();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        write();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // onComplete follows.
    }

    @Override
    public void onError(AsyncEvent event) {
        // onComplete follows.
    }

    /** Servlet 6.0, section 2.3.3.3: the listeners have been removed by then. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
