package org.backendcore.interfaces.http.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.backendcore.interfaces.http.body.BoundedBody;

/** Rejects requests that are ambiguous, meant for another host, or not understood here. */
public record Gate(AllowedHosts hosts) {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static final Set<String> PROBES =
            Set.of("/health", "/health/", "/health/live", "/health/ready", "/health/started");

    /** RFC 3986, section 2.1: the servers fail on it only when a parameter is read. */
    private static final Pattern MALFORMED = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH", "DELETE");

    /** The status of the rejection; empty for a valid request. */
    public OptionalInt rejection(HttpServletRequest request) {
        if (isAmbiguous(request) || hasMalformedQuery(request) || !(isProbe(request) || isForUs(request))) {
            return OptionalInt.of(HttpServletResponse.SC_BAD_REQUEST);
        }
        if (!METHODS.contains(request.getMethod())) {
            return OptionalInt.of(HttpServletResponse.SC_NOT_IMPLEMENTED);
        }
        if (request.getContentLengthLong() > BoundedBody.LIMIT) {
            return OptionalInt.of(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        }
        return OptionalInt.empty();
    }

    private static boolean hasMalformedQuery(HttpServletRequest request) {
        String query = request.getQueryString();
        return query != null && MALFORMED.matcher(query).find();
    }

    /** Whether it calls a probe, which is not logged, and which is answered whatever the host. */
    public static boolean isProbe(HttpServletRequest request) {
        return PROBES.contains(path(request))
                && (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"));
    }

    /** Payara Micro would answer all paths that begin like a probe, with the combined result of all probes. */
    public static boolean isNearAProbe(HttpServletRequest request) {
        String path = path(request);
        return path.startsWith("/health/") && !PROBES.contains(path);
    }

    /** Decoded, so nothing hides behind {@code ..} or {@code ;}. */
    private static String path(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }

    /**
     * The method for a log, where arbitrary text from a client may do harm; {@code _OTHER} is OpenTelemetry's value for
     * unknown methods.
     */
    public static String known(String method) {
        return METHODS.contains(method) ? method : "_OTHER";
    }

    /**
     * RFC 9112, section 6.3: without a length there is no body. But Open Liberty hides a length that it cannot parse,
     * and the body would be taken for the next request.
     */
    public static boolean hasBodyOfUnknownLength(HttpServletRequest request) {
        return WITH_BODY.contains(request.getMethod())
                && request.getHeader("Content-Length") == null
                && request.getHeader("Transfer-Encoding") == null;
    }

    /** RFC 9112, sections 3.2 and 6.1: cases in which two readers may see two different requests. */
    private static boolean isAmbiguous(HttpServletRequest request) {
        List<String> lengths = Collections.list(request.getHeaders("Content-Length"));
        List<String> encodings = Collections.list(request.getHeaders("Transfer-Encoding"));
        return Collections.list(request.getHeaders("Host")).size() > 1
                || lengths.size() + encodings.size() > 1
                || !lengths.stream().allMatch(length -> length.matches("\\d{1,18}"))
                || !encodings.stream().allMatch(encoding -> encoding.equalsIgnoreCase("chunked"));
    }

    /** Both, because a request line may have its own host. Kubelets call the probes by IP address. */
    private boolean isForUs(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return host != null && hosts.allow(host) && hosts.allow(request.getServerName());
    }
}
