package org.backendcore.interfaces.http;

import java.util.List;
import java.util.Locale;

/** {@code app.allowed-hosts}: the names by which clients may call, without the port; {@code .example.com} for its sub-domains. */
record AllowedHosts(List<String> names) {

    /** The argument is as in the header {@code Host} (RFC 9110, section 7.2). */
    boolean allow(String host) {
        String name = withoutPort(host).toLowerCase(Locale.ROOT);
        String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return names.stream().anyMatch(allowed -> allowed.equals("*") || covers(allowed, relative));
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
