package org.backendcore.interfaces.http.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A request that violates a constraint of Jakarta Validation is the client's fault: a 400 that describes the violation,
 * without the value. Each server's own mapper tells the client method names and its own values, or nothing at all.
 */
@Provider
public final class ViolationMapper implements ExceptionMapper<ConstraintViolationException> {
    private static final Logger LOGGER = Logger.getLogger(ViolationMapper.class.getName());

    @Context
    private HttpServletRequest request;

    @Override
    public Response toResponse(ConstraintViolationException thrown) {
        Optional<List<InvalidPart>> invalid = Violations.ofARequest(thrown.getConstraintViolations());
        if (invalid.isEmpty()) {
            return UncaughtMapper.response(request, thrown);
        }
        LOGGER.log(Level.FINE, "a request is invalid", thrown);
        return Response.status(HttpServletResponse.SC_BAD_REQUEST)
                .entity(new Problem.Details(Optional.empty(), Optional.empty(), invalid.orElseThrow()))
                .build();
    }
}
