package org.backendcore.interfaces.http.problem;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backendcore.interfaces.http.request.RequestId;

/**
 * An error as {@code application/problem+json} (RFC 9457): HTTP's title for its status, the id that finds its log
 * records, and the additional information of a {@link ProblemException}.
 */
public record Problem(int status, RequestId id, Details details) {
    static final String MEDIA_TYPE = "application/problem+json";

    /** Looked up once: the look-up takes longer than the rest of a problem. */
    private static final JsonProvider JSON = JsonProvider.provider();

    /**
     * Information about this problem beyond its status.
     *
     * @param type its kind and title; absent if HTTP's title describes it
     * @param detail a sentence for the caller
     * @param errors the invalid parts of the request
     */
    record Details(Optional<Type> type, Optional<String> detail, List<InvalidPart> errors) {
        static final Details NONE = new Details(Optional.empty(), Optional.empty(), List.of());
    }

    /** A kind of problem (RFC 9457, sections 3.1.1 and 3.1.3): its title is always the same. */
    record Type(URI uri, String title) {}

    /** RFC 9110, section 15, RFC 6585 and RFC 4918. */
    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(402, "Payment Required"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(407, "Proxy Authentication Required"),
            Map.entry(408, "Request Timeout"),
            Map.entry(409, "Conflict"),
            Map.entry(410, "Gone"),
            Map.entry(411, "Length Required"),
            Map.entry(412, "Precondition Failed"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(416, "Range Not Satisfiable"),
            Map.entry(417, "Expectation Failed"),
            Map.entry(421, "Misdirected Request"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(423, "Locked"),
            Map.entry(424, "Failed Dependency"),
            Map.entry(426, "Upgrade Required"),
            Map.entry(428, "Precondition Required"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"),
            Map.entry(505, "HTTP Version Not Supported"));

    /** Without details. */
    public Problem(int status, RequestId id) {
        this(status, id, Details.NONE);
    }

    byte[] body() {
        JsonObjectBuilder body = JSON.createObjectBuilder()
                .add("type", details.type().map(type -> type.uri().toString()).orElse("about:blank"))
                .add("title", details.type().map(Type::title).orElse(TITLES.getOrDefault(status, "Error")))
                .add("status", status);
        details.detail().ifPresent(detail -> body.add("detail", detail));
        if (!details.errors().isEmpty()) {
            JsonArrayBuilder errors = JSON.createArrayBuilder();
            details.errors().forEach(error -> errors.add(error.json(JSON)));
            body.add("errors", errors);
        }
        return body.add("requestId", id.text()).build().toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Replaces the response so far, except for its headers. If the client has gone, failing to send it does not matter.
     */
    public void sendIfPossible(HttpServletResponse response) {
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        byte[] body = body();
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
        } catch (IOException lostClient) {
            // Nothing to do.
        }
    }
}
