package org.backendcore.interfaces.http.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import org.backendcore.interfaces.http.request.Exchange;

/**
 * Adds the body of a {@link Problem}, with details if there are any, to a resource's error that has none; a resource's
 * own body is kept.
 */
@Provider
public final class ProblemBody implements ContainerResponseFilter {
    @Context
    private HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() < Response.Status.BAD_REQUEST.getStatusCode()) {
            return;
        }
        response.getHeaders().putSingle("Cache-Control", "no-store");
        if (!response.hasEntity()) {
            send(response, Problem.Details.NONE);
        } else if (response.getEntity() instanceof Problem.Details details) {
            send(response, details);
        }
    }

    /** Bytes: a text would become a JSON string if the JSON provider also handles this media type. */
    private void send(ContainerResponseContext response, Problem.Details details) {
        Problem problem =
                new Problem(response.getStatus(), Exchange.of(servletRequest).id(), details);
        response.setEntity(problem.body(), null, MediaType.valueOf(Problem.MEDIA_TYPE));
    }
}
