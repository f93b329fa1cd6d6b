package org.backendcore.interfaces.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.backendcore.infrastructure.settings.Network;

/** The proxies whose {@code X-Forwarded-For} and {@code X-Forwarded-Proto} are believed; what others say there is ignored. */
record Proxies(List<Network> trusted) {

    /** Whether the client used TLS. A proxy adds its word at the end, where only the last one is certain. */
    boolean encrypted(HttpServletRequest request) {
        List<String> protocols = values(request, "X-Forwarded-Proto");
        return request.isSecure()
                || (trusts(request.getRemoteAddr())
                        && !protocols.isEmpty()
                        && protocols.get(protocols.size() - 1).equalsIgnoreCase("https"));
    }

    /** The last address on the way that is none of these proxies. */
    String client(HttpServletRequest request) {
        String client = request.getRemoteAddr();
        List<String> hops = values(request, "X-Forwarded-For");
        Collections.reverse(hops);
        for (String hop : hops) {
            if (!trusts(client) || Network.parse(hop).isEmpty()) {
                return client;
            }
            client = hop;
        }
        return client;
    }

    private boolean trusts(String address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private static List<String> values(HttpServletRequest request, String header) {
        List<String> values = new ArrayList<>();
        for (String line : Collections.list(request.getHeaders(header))) {
            for (String value : line.split(",", -1)) {
                values.add(value.strip());
            }
        }
        return values;
    }
}
