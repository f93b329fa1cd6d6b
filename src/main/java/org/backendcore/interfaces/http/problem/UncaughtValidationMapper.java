package org.backendcore.interfaces.http.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Does the same as {@link UncaughtMapper} for incorrectly declared constraints: both servers have their own mappers for
 * these exceptions.
 */
@Provider
public final class UncaughtValidationMapper implements ExceptionMapper<ValidationException> {
    @Context
    private HttpServletRequest request;

    @Override
    public Response toResponse(ValidationException thrown) {
        return UncaughtMapper.response(request, thrown);
    }
}
