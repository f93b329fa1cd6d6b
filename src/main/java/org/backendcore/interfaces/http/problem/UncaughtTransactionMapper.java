package org.backendcore.interfaces.http.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.TransactionalException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Does the same as {@link UncaughtMapper} for a failed commit: Payara 7.2026.11 has its own mapper for these
 * exceptions, which fails.
 */
@Provider
public final class UncaughtTransactionMapper implements ExceptionMapper<TransactionalException> {
    @Context
    private HttpServletRequest request;

    @Override
    public Response toResponse(TransactionalException thrown) {
        return UncaughtMapper.response(request, thrown);
    }
}
