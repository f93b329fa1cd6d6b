package org.backendcore.interfaces.http.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/**
 * Logs failures while a response of the REST API is being written, when mappers are no longer called: Open Liberty
 * 26.0.0.3 reports them to nobody, and Payara 7.2026.11 treats every lost client as a fault.
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
                FailedRequestLog.log(request, failure);
                throw new LoggedException(failure);
            }
            throw failure;
        }
    }

    /** Tells the launcher that Payara's own record of it is redundant. */
    private static final class LoggedException extends IOException {
        private static final long serialVersionUID = 1;

        LoggedException(Throwable cause) {
            super(cause);
        }
    }
}
