package org.backendcore.infrastructure.settings;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An address or a network of addresses (RFC 4632) in numeric form: nothing here queries a name server.
 *
 * @param prefix the number of bits that all addresses of the network share
 */
public record Network(InetAddress address, int prefix) {
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("(?=.{2,45}$)[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]*+");

    /** The number of groups of an IPv6 address, and the bits per group. */
    private static final int GROUPS = 8;

    private static final int GROUP = 0xffff;

    private static final int IPV4_BITS = 32;
    private static final int MAPPED_BITS = 96;

    /** The zone of an IPv6 address, which names the interface (RFC 6874). */
    private static final Pattern ZONE = Pattern.compile("%.*");

    /** At least two groups of zeros (RFC 5952, section 4.2.2). */
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?:$|:)");

    /** Parses an address, or an address with a prefix length; empty if the text is neither. */
    public static Optional<Network> parse(String text) {
        String[] parts = text.split("/", -1);
        Optional<InetAddress> address = address(parts[0]);
        if (address.isEmpty() || parts.length > 2) {
            return Optional.empty();
        }
        int bits = bits(address.orElseThrow());
        if (parts.length == 1) {
            return address.map(host -> new Network(host, bits));
        }
        if (!parts[1].matches("0|[1-9]\\d{0,2}")) {
            return Optional.empty();
        }
        // RFC 4291, section 2.5.5.2: the prefix length includes the bits in front of an embedded IPv4 address, if they
        // are written.
        int prefix = Integer.parseInt(parts[1]) - (parts[0].contains(":") && bits == IPV4_BITS ? MAPPED_BITS : 0);
        return prefix >= 0 && prefix <= bits ? address.map(host -> new Network(host, prefix)) : Optional.empty();
    }

    /** Whether the numeric address is in this network; false if the text is not an address. */
    public boolean contains(String text) {
        return address(withoutZone(text))
                .filter(other -> other.getClass() == address.getClass())
                .filter(other -> leading(other).equals(leading(address)))
                .isPresent();
    }

    private BigInteger leading(InetAddress other) {
        return new BigInteger(1, other.getAddress()).shiftRight(bits(other) - prefix);
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    /**
     * The canonical spelling of an address (RFC 5952); an IPv4 address embedded in an IPv6 address (RFC 4291, section
     * 2.5.5.2) becomes the IPv4 address. Empty if the text is not an address.
     */
    public static Optional<String> spelled(String text) {
        return address(withoutZone(text)).map(Network::spelled);
    }

    private static String withoutZone(String text) {
        return ZONE.matcher(text).replaceFirst("");
    }

    /** As {@link #spelled(String)}, for the Host header's form of an address, in which IPv6 has brackets. */
    public static Optional<String> spelledAsHost(String text) {
        if (!text.startsWith("[") || !text.endsWith("]")) {
            return IPV4.matcher(text).matches() ? spelled(text) : Optional.empty();
        }
        return address(text.substring(1, text.length() - 1))
                .map(address -> address instanceof Inet6Address ? "[" + spelled(address) + "]" : spelled(address));
    }

    private static String spelled(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        String groups = IntStream.range(0, GROUPS)
                .mapToObj(group -> Integer.toHexString(
                        ByteBuffer.wrap(address.getAddress()).getShort(group * Short.BYTES) & GROUP))
                .collect(Collectors.joining(":"));
        return ZEROS.matcher(groups)
                .results()
                .max(Comparator.comparingLong(
                        run -> run.group().chars().filter(each -> each == '0').count()))
                .map(run -> groups.substring(0, run.start()) + "::" + groups.substring(run.end()))
                .orElse(groups);
    }

    /** Whether the host of a URL is certainly this machine: the name 'localhost' or one of its addresses. */
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
