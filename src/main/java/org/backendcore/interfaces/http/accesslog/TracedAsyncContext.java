package org.backendcore.interfaces.http.accesslog;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.backendcore.infrastructure.logging.LogContext;
import org.backendcore.interfaces.http.body.AcceptedResponse;
import org.backendcore.interfaces.http.body.LostClientException;

/**
 * Runs tasks with the log context of the request, and ends a task quietly if its client has gone; everything else is
 * the server's.
 */
record TracedAsyncContext(AsyncContext context, AccessLog log) implements AsyncContext {

    @Override
    public void start(Runnable task) {
        log.beginTask();
        try {
            context.start(LogContext.carriedBy(() -> run(task)));
        } catch (RuntimeException nobodyRunsIt) {
            log.endTask();
            throw nobodyRunsIt;
        }
    }

    /**
     * Both servers log the exceptions of a task. It is not possible to check whether the task has completed its
     * request: a second completion could hit the next one.
     */
    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            if (!LostClientException.isIn(failure)) {
                throw failure;
            }
        } finally {
            log.endTask();
        }
    }

    @Override
    public ServletRequest getRequest() {
        return context.getRequest();
    }

    @Override
    public ServletResponse getResponse() {
        return AcceptedResponse.of(context.getResponse());
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return context.hasOriginalRequestAndResponse();
    }

    @Override
    public void dispatch() {
        context.dispatch();
    }

    @Override
    public void dispatch(String path) {
        context.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext target, String path) {
        context.dispatch(target, path);
    }

    @Override
    public void complete() {
        context.complete();
    }

    @Override
    public void addListener(AsyncListener listener) {
        context.addListener(listener);
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
        context.addListener(listener, request, response);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return context.createListener(type);
    }

    @Override
    public void setTimeout(long milliseconds) {
        context.setTimeout(milliseconds);
    }

    @Override
    public long getTimeout() {
        return context.getTimeout();
    }
}
