package org.backendcore.interfaces.http.request;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.backendcore.infrastructure.settings.Network;

/**
 * {@code app.allowed-hosts}: the names that clients may use, without the port; {@code .example.com} for its subdomains.
 */
public record AllowedHosts(List<String> names) {
    /** Contains nothing that a link, a page or a proxy would interpret as more than a host. */
    private static final Pattern HOST = Pattern.compile("[a-z0-9._-]+|\\[[0-9a-f:.]+]");

    /** The argument has the form of the {@code Host} header (RFC 9110, section 7.2). */
    boolean allow(String host) {
        String name = withoutPort(host).toLowerCase(Locale.ROOT);
        String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        String meant = Network.spelledAsHost(relative).orElse(relative);
        return HOST.matcher(relative).matches()
                && names.stream().anyMatch(allowed -> allowed.equals("*") || covers(allowed, meant));
    }

    private static boolean covers(String allowed, String host) {
        return allowed.startsWith(".")
                ? host.endsWith(allowed) && host.length() > allowed.length()
                : host.equals(allowed);
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":\\d*$", "");
    }
}
