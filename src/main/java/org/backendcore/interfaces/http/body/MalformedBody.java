package org.backendcore.interfaces.http.body;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A body that cannot be parsed is the client's fault; each server throws different exceptions for it, some of them as
 * if the fault were ours.
 */
@Provider
public final class MalformedBody implements ReaderInterceptor {
    private static final Logger LOGGER = Logger.getLogger(MalformedBody.class.getName());

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (WebApplicationException exception) {
            throw exception;
        } catch (RuntimeException exception) {
            // A fault in a reader of ours would look the same.
            LOGGER.log(Level.FINE, "a body cannot be read", exception);
            throw new BadRequestException(exception);
        }
    }
}
