package org.backendcore.interfaces.http.request;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backendcore.infrastructure.settings.Network;

/**
 * The proxies whose {@code X-Forwarded-For} and {@code X-Forwarded-Proto} headers are trusted; those of others are
 * ignored.
 */
public record Proxies(List<Network> trusted) {
    private static final Pattern NODE =
            Pattern.compile("(?<quote>\"?)(?:(?<IPv4>[0-9.]+)|\\[(?<IPv6>[0-9A-Fa-f:.]+)])(?::\\d{1,5})?\\k<quote>");

    /** Whether the client used TLS. A proxy appends its value, and only the last one is reliable. */
    public boolean encrypted(HttpServletRequest request) {
        List<String> protocols = values(request, "X-Forwarded-Proto");
        return request.isSecure()
                || (trusts(request.getRemoteAddr())
                        && !protocols.isEmpty()
                        && protocols.get(protocols.size() - 1).equalsIgnoreCase("https"));
    }

    /** The last address on the way that is not one of these proxies, without its port and in canonical spelling. */
    public String client(HttpServletRequest request) {
        String client = request.getRemoteAddr();
        List<String> hops = values(request, "X-Forwarded-For");
        Collections.reverse(hops);
        for (String hop : hops) {
            Optional<String> node = node(hop);
            if (!trusts(client) || node.isEmpty()) {
                break;
            }
            client = node.orElseThrow();
        }
        return Network.spelled(client).orElse(client);
    }

    /** Some proxies write it as in {@code Forwarded} (RFC 7239, section 6): with a port, and quoted. */
    private static Optional<String> node(String hop) {
        Matcher node = NODE.matcher(hop);
        return node.matches()
                ? Network.spelled(Optional.ofNullable(node.group("IPv4")).orElse(node.group("IPv6")))
                : Network.spelled(hop);
    }

    private boolean trusts(String address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private static List<String> values(HttpServletRequest request, String header) {
        List<String> values = new ArrayList<>();
        for (String line : Collections.list(request.getHeaders(header))) {
            for (String value : line.split(",", -1)) {
                // RFC 9110, section 5.6.1: empty elements are ignored.
                if (!value.isBlank()) {
                    values.add(value.strip());
                }
            }
        }
        return values;
    }
}
