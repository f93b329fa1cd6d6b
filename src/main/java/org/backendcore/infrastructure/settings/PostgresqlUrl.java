package org.backendcore.infrastructure.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A URL as PostgreSQL's driver parses it (pgJDBC, "Connecting to the Database"), except that it has no account.
 *
 * @param addresses hosts with ports, in canonical spelling; this machine if the URL has none
 * @param database its name, decoded; empty if the driver uses the name of the account
 * @param parameters each one unchanged, {@code name=value} or {@code name}
 */
record PostgresqlUrl(List<Address> addresses, String database, List<String> parameters) {
    private static final String PREFIX = "jdbc:postgresql:";
    private static final String HOSTS = "//";

    /** Not allowed in any URL: a space ends it, and each server would expand an expression to another URL. */
    private static final Pattern NOT_OF_A_URL = Pattern.compile("[\\s#]|\\$\\{");

    /** Has no account, no parameter, and nothing that a log or a terminal would interpret. */
    private static final Pattern DATABASE = Pattern.compile("[\\p{L}\\p{M}\\p{N} ._~$+-]*");

    /** One server. */
    record Address(String host, int port) {
        private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
        private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
        private static final String THIS_MACHINE = "localhost";
        private static final String STANDARD_PORT = "5432";
        private static final int LARGEST_PORT = 65_535;

        static Optional<Address> parse(String text) {
            int colon = text.lastIndexOf(':');
            boolean withPort = colon > text.lastIndexOf(']');
            String port = withPort ? text.substring(colon + 1) : STANDARD_PORT;
            String host = withPort ? text.substring(0, colon) : text;
            if (!PORT.matcher(port).matches() || Integer.parseInt(port) > LARGEST_PORT) {
                return Optional.empty();
            }
            return Network.spelledAsHost(host)
                    .or(() -> Optional.of(host.isEmpty() ? THIS_MACHINE : host.toLowerCase(Locale.ROOT))
                            .filter(name -> HOST.matcher(name).matches()))
                    .map(name -> new Address(name, Integer.parseInt(port)));
        }
    }

    /** Empty if the driver would not accept the URL, or if no part of it is certainly safe to show. */
    static Optional<PostgresqlUrl> parse(String url) {
        if (!url.startsWith(PREFIX) || NOT_OF_A_URL.matcher(url).find()) {
            return Optional.empty();
        }
        String[] parts = url.substring(PREFIX.length()).split("\\?", 2);
        List<String> parameters = parts.length == 1
                ? List.of()
                : Arrays.stream(parts[1].split("&", -1))
                        .filter(parameter -> !parameter.isEmpty())
                        .toList();
        if (Set.of(HOSTS, HOSTS + "/").contains(parts[0])) {
            return of("", "", parameters);
        }
        if (!parts[0].startsWith(HOSTS)) {
            return of("", parts[0], parameters);
        }
        int slash = parts[0].indexOf('/', HOSTS.length());
        return slash < 0
                ? Optional.empty()
                : of(parts[0].substring(HOSTS.length(), slash), parts[0].substring(slash + 1), parameters);
    }

    private static Optional<PostgresqlUrl> of(String hosts, String database, List<String> parameters) {
        String[] texts = hosts.split(",", -1);
        List<Address> addresses = Arrays.stream(texts)
                .flatMap(host -> Address.parse(host).stream())
                .toList();
        // Of several empty parameters at the end, the driver drops only the last one.
        boolean complete = texts.length == 1 || Arrays.stream(texts).noneMatch(String::isEmpty);
        return decoded(database)
                .filter(name -> complete)
                .filter(name -> DATABASE.matcher(name).matches())
                .filter(name -> addresses.size() == texts.length)
                .map(name -> new PostgresqlUrl(addresses, name, parameters));
    }

    PostgresqlUrl withoutParameters() {
        return new PostgresqlUrl(addresses, database, List.of());
    }

    /** Whether all servers are this machine. */
    boolean staysHere() {
        return addresses.stream().map(Address::host).allMatch(Network::isThisMachine);
    }

    /** Decodes as the driver does; empty if the driver would fail. */
    static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException exception) {
            return Optional.empty();
        }
    }
}
