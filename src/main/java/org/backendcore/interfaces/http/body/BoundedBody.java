package org.backendcore.interfaces.http.body;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of a request, with a limit that also applies if the request does not declare its length. */
public final class BoundedBody extends ServletInputStream {
    /**
     * 10 MiB; a resource that accepts larger files reads them from elsewhere. The servers discard the excess, up to 32
     * MiB.
     */
    public static final long LIMIT = 10L * 1024 * 1024;

    private final ServletInputStream body;
    private final Optional<FormParts> parts;
    private long read;

    /** For a request with this {@code Content-Type} header. */
    public BoundedBody(ServletInputStream body, @Nullable String mediaType) throws UnreadableBodyException {
        this.body = body;
        this.parts = FormParts.of(mediaType);
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = readFromServer(target, offset, length);
        read += Math.max(0, count);
        if (read > LIMIT) {
            throw new UnreadableBodyException(
                    HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                    "the body is larger than " + LIMIT + " bytes",
                    null);
        }
        if (parts.isPresent() && count > 0) {
            parts.orElseThrow().read(target, offset, count);
        }
        return count;
    }

    private int readFromServer(byte[] target, int offset, int length) throws IOException {
        try {
            return body.read(target, offset, length);
        } catch (IOException | RuntimeException exception) {
            // Payara throws both.
            throw new UnreadableBodyException(
                    HttpServletResponse.SC_BAD_REQUEST,
                    "the body is incomplete, arrived too slowly, or is malformed",
                    exception);
        }
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        body.setReadListener(listener);
    }
}
