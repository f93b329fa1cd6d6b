package org.backendcore.infrastructure.settings;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses and networks (RFC 4632), written in digits: nothing here asks a name server. */
final class Network {
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("(?=.{2,45}$)[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]*+");

    private Network() {}

    /** The text itself, when it is an address, or an address with the length of its prefix. */
    static Optional<String> parse(String text) {
        String[] parts = text.split("/", -1);
        Optional<InetAddress> address = address(parts[0]);
        if (address.isEmpty() || parts.length > 2) {
            return Optional.empty();
        }
        int bits = address.orElseThrow().getAddress().length * Byte.SIZE;
        boolean legal =
                parts.length == 1 || (parts[1].matches("0|[1-9]\\d{0,2}") && Integer.parseInt(parts[1]) <= bits);
        return legal ? Optional.of(text) : Optional.empty();
    }

    /** Whether the text is an address as it stands in a Host header: IPv6 has brackets there. */
    static boolean isHost(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        return bracketed
                ? address(text.substring(1, text.length() - 1)).isPresent()
                : IPV4.matcher(text).matches() && address(text).isPresent();
    }

    /** Whether the host of a URL is this machine for certain: the name 'localhost', or one of its addresses. */
    static boolean isThisMachine(String host) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return host.equalsIgnoreCase("localhost")
                || address(bare).filter(Network::isOurs).isPresent();
    }

    private static boolean isOurs(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException exception) {
            return false;
        }
    }

    private static Optional<InetAddress> address(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException exception) {
            return Optional.empty();
        }
    }
}
