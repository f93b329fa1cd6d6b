package org.backendcore.interfaces.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.backendcore.infrastructure.logging.LogContext;

/** What a resource throws becomes a status; {@link ProblemBody} gives it its body. */
@Provider
public final class UncaughtMapper implements ExceptionMapper<Throwable> {
    @Context
    private HttpServletRequest request;

    /** Perhaps in a thread that knows nothing of the request. */
    @Override
    public Response toResponse(Throwable failure) {
        try (LogContext.Scope scope = LogContext.with(Exchange.of(request).logFields())) {
            Failure.log(failure);
            int status = Failure.status(failure);
            return failure instanceof WebApplicationException exception
                            && exception.getResponse().getStatus() == status
                    ? exception.getResponse()
                    : Response.status(status).build();
        }
    }
}
