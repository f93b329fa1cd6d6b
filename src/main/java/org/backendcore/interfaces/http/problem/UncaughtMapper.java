package org.backendcore.interfaces.http.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Turns an exception of a resource into a status; {@link ProblemBody} adds the body. */
@Provider
public final class UncaughtMapper implements ExceptionMapper<Throwable> {
    @Context
    private HttpServletRequest request;

    @Override
    public Response toResponse(Throwable thrown) {
        return response(request, thrown);
    }

    static Response response(HttpServletRequest request, Throwable thrown) {
        FailedRequestLog.log(request, thrown);
        FailedRequest failure = FailedRequest.of(thrown);
        Response.ResponseBuilder response = thrown instanceof WebApplicationException exception
                        && exception.getResponse().getStatus() == failure.status()
                ? Response.fromResponse(exception.getResponse())
                : Response.status(failure.status());
        if (!failure.details().equals(Problem.Details.NONE)) {
            response.entity(failure.details());
        }
        failure.temporary()
                .ifPresent(any -> response.header(FailedRequest.RETRY_AFTER, FailedRequest.RETRY_AFTER_SECONDS));
        return response.build();
    }
}
