package org.backendcore.launcher.http;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.memory.Buffers;

/**
 * An answer before the application, with the headers and the body of the application's own problems (RFC 9457). It is the last on
 * its connection, which Grizzly closes when it has read what still comes of the request, within limits, or a client that writes
 * first and reads then would not see the answer (RFC 9112, section 9.6).
 */
record Rejection(HttpStatus status, String title, boolean isForAMoment) {
    static final Rejection MALFORMED = new Rejection(HttpStatus.BAD_REQUEST_400, "Bad Request", false);
    static final Rejection NOT_SERVING = new Rejection(HttpStatus.SERVICE_UNAVAILABLE_503, "Service Unavailable", true);

    /** A connection that has had its last request: what looks like another one may be a part of a body. */
    private static final Attribute<Boolean> LAST =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(Rejection.class.getName() + ".last");

    private static final String RETRY_AFTER_SECONDS = "5";

    static boolean hadItsLastRequest(Connection<?> connection) {
        return LAST.isSet(connection);
    }

    /** Whatever is answered to this request, its connection is closed then. */
    static void isTheLast(FilterChainContext context, HttpRequestPacket request) {
        LAST.set(context.getConnection(), true);
        request.getProcessingState().setKeepAlive(false);
    }

    NextAction send(FilterChainContext context, HttpRequestPacket request) {
        isTheLast(context, request);
        HttpResponsePacket response = request.getResponse();
        status.setValues(response);
        // As long as a trace id, and in nobody's log.
        String id = UUID.randomUUID().toString().replace("-", "");
        response.addHeader("X-Request-Id", id);
        response.addHeader("X-Content-Type-Options", "nosniff");
        response.addHeader("X-Frame-Options", "DENY");
        response.addHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.addHeader(Header.CacheControl, "no-store");
        if (isForAMoment) {
            response.addHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        response.setContentType("application/problem+json");
        byte[] body = body(id);
        response.setContentLength(body.length);
        context.write(HttpContent.builder(response)
                .content(Buffers.wrap(context.getMemoryManager(), body))
                .last(true)
                .build());
        context.notifyDownstream(HttpServerFilter.RESPONSE_COMPLETE_EVENT);
        return context.getStopAction();
    }

    /** Nothing in it needs an escape. */
    private byte[] body(String id) {
        return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%s,\"requestId\":\"%s\"}"
                .formatted(title, status.getStatusCode(), id)
                .getBytes(StandardCharsets.UTF_8);
    }
}
