package org.backendcore.interfaces.http.request;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The first lines of a request, for code that reads nothing else; the servers' tests cover what a container adds. */
final class Head {
    private final String method;
    private final String path;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private Head(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /** To app.example.com, from 192.0.2.1. */
    static Head of(String method, String path) {
        return new Head(method, path).with("Host", "app.example.com");
    }

    /** Adds another header of that name. */
    Head with(String name, String value) {
        headers.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
        return this;
    }

    Head without(String name) {
        headers.remove(name);
        return this;
    }

    HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                Head.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, asked, arguments) -> answer(asked.getName(), arguments == null ? "" : (String) arguments[0]));
    }

    private @Nullable Object answer(String asked, String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        String query = path.contains("?") ? path.substring(path.indexOf('?') + 1) : null;
        return switch (asked) {
            case "getMethod" -> method;
            case "getServletPath" -> path.replaceFirst("\\?.*", "");
            case "getPathInfo", "getAttribute" -> null;
            case "getQueryString" -> query;
            case "getHeader" -> values.isEmpty() ? null : values.get(0);
            case "getHeaders" -> Collections.enumeration(values);
            case "getServerName" -> "app.example.com";
            case "getRemoteAddr" -> "192.0.2.1";
            case "isSecure" -> false;
            case "getContentLengthLong" -> length();
            default -> throw new UnsupportedOperationException(asked);
        };
    }

    private long length() {
        return headers.getOrDefault("Content-Length", List.of("-1")).stream()
                .filter(text -> text.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(-1);
    }
}
