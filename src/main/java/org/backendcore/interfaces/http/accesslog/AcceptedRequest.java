package org.backendcore.interfaces.http.accesslog;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.backendcore.interfaces.http.body.BoundedBody;
import org.backendcore.interfaces.http.body.UnreadableBodyException;
import org.jspecify.annotations.Nullable;

/**
 * A request as the application sees it: with a limited body, and with a log context that follows its asynchronous work.
 */
public final class AcceptedRequest extends HttpServletRequestWrapper {
    private final AccessLog log;
    private @Nullable BoundedBody body;
    private @Nullable BufferedReader reader;
    private boolean asynchronous;

    /** Reports all asynchronous work to the log. */
    public AcceptedRequest(HttpServletRequest request, AccessLog log) {
        super(request);
        this.log = log;
    }

    /**
     * Whether the response may come after the filters have returned; the server's own flag for it changes in the
     * meantime.
     */
    public boolean isAsynchronous() {
        return asynchronous;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new BoundedBody(super.getInputStream(), getContentType());
        }
        return body;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        if (reader == null) {
            reader = new BufferedReader(new InputStreamReader(getInputStream(), charset()));
        }
        return reader;
    }

    /** Jakarta Servlet 6.0, section 3.2; web.xml has the size limits. */
    @Override
    public Collection<Part> getParts() throws IOException, ServletException {
        try {
            return super.getParts();
        } catch (IllegalStateException exception) {
            if (exception.getCause() == null && isOfCatalina(exception)) {
                // From a servlet that is not configured for forms; Liberty throws another exception for that.
                throw exception;
            }
            throw new UnreadableBodyException(
                    HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                    "a form, or a part of it, is too large",
                    exception);
        } catch (IOException exception) {
            throw new UnreadableBodyException(
                    HttpServletResponse.SC_BAD_REQUEST, "the form is incomplete or malformed", exception);
        }
    }

    private static boolean isOfCatalina(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("org.apache.catalina.");
    }

    @Override
    public @Nullable Part getPart(String name) throws IOException, ServletException {
        return getParts().stream()
                .filter(part -> name.equals(part.getName()))
                .findFirst()
                .orElse(null);
    }

    /** RFC 8259, section 8.1: JSON is UTF-8; so is every other body that does not declare a charset. */
    private Charset charset() throws UnreadableBodyException {
        String encoding = getCharacterEncoding();
        try {
            return encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        } catch (IllegalArgumentException exception) {
            throw new UnreadableBodyException(
                    HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, "the charset of the body is unknown", exception);
        }
    }

    @Override
    public AsyncContext getAsyncContext() {
        return new TracedAsyncContext(super.getAsyncContext(), log);
    }

    @Override
    public AsyncContext startAsync() {
        return traced(super.startAsync());
    }

    @Override
    public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
        return traced(super.startAsync(request, response));
    }

    private AsyncContext traced(AsyncContext context) {
        context.addListener(log);
        log.beginAsync();
        asynchronous = true;
        return new TracedAsyncContext(context, log);
    }
}
