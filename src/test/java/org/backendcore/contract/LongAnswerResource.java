package org.backendcore.contract;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Collections;
import java.util.List;

/** What {@link LongAnswerServlet} does, in a REST resource; in test WARs only. */
@Path("/long")
@Produces(MediaType.TEXT_PLAIN)
public class LongAnswerResource {
    private static final String TEXT = "0123456789abcdef".repeat(1 << 17);
    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.US_ASCII);

    @GET
    @Path("/stream")
    public StreamingOutput stream() {
        return LongAnswerServlet::write;
    }

    @GET
    @Path("/text")
    public String text() {
        return TEXT;
    }

    @GET
    @Path("/bytes")
    public InputStream bytes() {
        return new ByteArrayInputStream(BYTES);
    }

    @GET
    @Path("/json")
    @Produces(MediaType.APPLICATION_JSON)
    public List<String> json() {
        return Collections.nCopies(1 << 15, "0123456789abcdef0123456789abcdef");
    }

    @GET
    @Path("/fault")
    public StreamingOutput fail() {
        return LongAnswerServlet::fail;
    }

    @GET
    @Path("/crash")
    public StreamingOutput crash() {
        return stream -> {
            stream.write(BYTES);
            stream.flush();
            throw new IllegalStateException(LongAnswerServlet.MISSING);
        };
    }

    @GET
    @Path("/before")
    public StreamingOutput failBefore() {
        return stream -> {
            throw new NoSuchFileException(LongAnswerServlet.MISSING);
        };
    }

    /** Answers when it has the body. */
    @POST
    @Path("/body")
    public String answer(String body) {
        return TEXT;
    }
}
