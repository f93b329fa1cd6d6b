package org.backendcore.interfaces.http.body;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * A response as the application sees it: failed writes throw a {@link LostClientException}. Its writer is the server's,
 * which by the specification throws nothing.
 */
public final class AcceptedResponse extends HttpServletResponseWrapper {
    /** Thrown by Open Liberty if the application writes more than the Content-Length that it has set. */
    private static final String TOO_LONG = "WriteBeyondContentLengthException";

    private AcceptedResponse(HttpServletResponse response) {
        super(response);
    }

    /** Wraps an HTTP response, unless it is wrapped already. */
    public static ServletResponse of(ServletResponse response) {
        return response instanceof HttpServletResponse http ? of(http) : response;
    }

    /** Wraps the response, unless it is wrapped already. */
    public static HttpServletResponse of(HttpServletResponse response) {
        boolean wraps =
                response instanceof HttpServletResponseWrapper wrapper && wrapper.isWrapperFor(AcceptedResponse.class);
        return wraps || response instanceof AcceptedResponse ? response : new AcceptedResponse(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return new Stream(super.getOutputStream());
    }

    @Override
    public void flushBuffer() throws IOException {
        toTheClient(super::flushBuffer);
    }

    private interface Writing {
        void write() throws IOException;
    }

    private static void toTheClient(Writing writing) throws IOException {
        try {
            writing.write();
        } catch (IOException exception) {
            throw exception.getClass().getSimpleName().equals(TOO_LONG)
                    ? exception
                    : new LostClientException(exception);
        }
    }

    private static final class Stream extends ServletOutputStream {
        private final ServletOutputStream stream;
        private boolean closed;

        Stream(ServletOutputStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(int octet) throws IOException {
            write(() -> stream.write(octet));
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            write(() -> stream.write(source, offset, length));
        }

        /** A write after the end is the application's fault, so its failure is not attributed to the client. */
        private void write(Writing writing) throws IOException {
            if (closed) {
                writing.write();
            } else {
                toTheClient(writing);
            }
        }

        @Override
        public void flush() throws IOException {
            toTheClient(stream::flush);
        }

        @Override
        public void close() throws IOException {
            closed = true;
            toTheClient(stream::close);
        }

        @Override
        public boolean isReady() {
            return stream.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            stream.setWriteListener(listener);
        }
    }
}
