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
 * A response from in front of the application, with the headers and the body of the application's own problems (RFC
 * 9457). It is the last one on its connection. Grizzly closes the connection after reading the rest of the request,
 * within limits; otherwise a client that writes first and reads afterwards would not see the response (RFC 9112,
 * section 9.6).
 */
record Rejection(HttpStatus status, String title, boolean isForAMoment) {
    static final Rejection MALFORMED = new Rejection(HttpStatus.BAD_REQUEST_400, "Bad Request", false);
    static final Rejection NOT_SERVING = new Rejection(HttpStatus.SERVICE_UNAVAILABLE_503, "Service Unavailable", true);

    /** A connection that has had its last request: anything that looks like another one may be part of a body. */
    private static final Attribute<Boolean> LAST =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(Rejection.class.getName() + ".last");

    private static final String RETRY_AFTER_SECONDS = "5";

    static boolean hadItsLastRequest(Connection<?> connection) {
        return LAST.isSet(connection);
    }

    /** Whatever the response to this request, its connection is closed afterwards. */
    static void isTheLast(FilterChainContext context, HttpRequestPacket request) {
        LAST.set(context.getConnection(), true);
        request.getProcessingState().setKeepAlive(false);
    }

    NextAction send(FilterChainContext context, HttpRequestPacket request) {
        isTheLast(context, request);
        HttpResponsePacket response = request.getResponse();
        status.setValues(response);
        // As long as a trace id, but in no log.
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

    /** No value in it needs an escape. */
    private byte[] body(String id) {
        return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%s,\"requestId\":\"%s\"}"
                .formatted(title, status.getStatusCode(), id)
                .getBytes(StandardCharsets.UTF_8);
    }
}
