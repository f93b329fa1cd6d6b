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

/** An error of a resource without a body gets that of a {@link Problem}, with the details where it has some; a resource that has its own body keeps it. */
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

    /** Bytes: a text would become a JSON string where the provider of JSON takes this media type for its own. */
    private void send(ContainerResponseContext response, Problem.Details details) {
        Problem problem =
                new Problem(response.getStatus(), Exchange.of(servletRequest).id(), details);
        response.setEntity(problem.body(), null, MediaType.valueOf(Problem.MEDIA_TYPE));
    }
}
