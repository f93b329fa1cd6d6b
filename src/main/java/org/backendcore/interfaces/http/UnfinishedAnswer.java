package org.backendcore.interfaces.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import org.backendcore.infrastructure.logging.LogContext;

/**
 * Logs what fails in a resource whose answer has begun, where no mapper is asked any more: Open Liberty 26.0.0.3 tells nobody of it, and
 * Payara 7.2026.11 takes every lost client for a fault.
 */
@Provider
public final class UnfinishedAnswer implements WriterInterceptor {
    @Context
    private HttpServletRequest request;

    @Context
    private HttpServletResponse response;

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        try {
            context.proceed();
        } catch (IOException | RuntimeException | Error failure) {
            if (response.isCommitted()) {
                log(failure);
            }
            throw failure;
        }
    }

    /** Perhaps in a thread that knows nothing of the request. */
    private void log(Throwable failure) {
        try (LogContext.Scope scope = LogContext.with(Exchange.of(request).logFields())) {
            FailureLog.of(request.getServletContext()).log(failure);
        }
    }
}
