package org.backendcore.interfaces.http;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** A body that cannot be understood is the client's fault; each server throws something else then, some of it as a fault of ours. */
@Provider
public final class MalformedBody implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        try {
            return context.proceed();
        } catch (WebApplicationException exception) {
            throw exception;
        } catch (RuntimeException exception) {
            throw new BadRequestException(exception);
        }
    }
}
