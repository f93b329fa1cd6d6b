package org.backendcore.interfaces.http.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The facts about a request that are known from its first moment on.
 *
 * @param encrypted whether the client used TLS, up to here or up to a trusted proxy
 * @param client the address of the client, as far as the proxies on the way are trusted
 * @param start {@link System#nanoTime()}
 */
public record Exchange(RequestId id, boolean encrypted, String client, long start) {
    private static final String ATTRIBUTE = Exchange.class.getName();

    /** One year, as the HSTS preload list requires; subdomains are not ours to decide for. */
    private static final String HSTS = "max-age=" + TimeUnit.DAYS.toSeconds(365);

    /** The exchange of a request that the filter has seen; otherwise one that trusts no proxy. */
    public static Exchange of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Exchange exchange
                ? exchange
                : new Exchange(
                        RequestId.of(request.getHeader("traceparent")),
                        request.isSecure(),
                        request.getRemoteAddr(),
                        System.nanoTime());
    }

    /** Stores it for {@link #of}. */
    public void remember(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The headers of every response; an application that needs others sets them later. */
    public void prepare(HttpServletResponse response) {
        response.setHeader(RequestId.HEADER, id.text());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        if (encrypted) {
            response.setHeader("Strict-Transport-Security", HSTS);
        }
    }

    /** The fields of each of its log records. */
    public Map<String, String> logFields() {
        return Map.of("trace.id", id.text());
    }
}
