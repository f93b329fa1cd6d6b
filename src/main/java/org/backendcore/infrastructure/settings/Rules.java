package org.backendcore.infrastructure.settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The rules for values that are not secret. */
public final class Rules {
    private static final Set<String> DEVELOPMENT_ACCOUNTS = Set.of("dev", "sa");

    private static final Pattern HOST_NAME =
            Pattern.compile("(?!-)[A-Za-z0-9-]{1,63}+(?<!-)(\\.(?!-)[A-Za-z0-9-]{1,63}+(?<!-))*+");

    private static final int MOST_PORTS = 65535;

    private Rules() {}

    /**
     * One of several values.
     *
     * @param key returns the operator's spelling of a value
     */
    public static <T> Rule<T> choice(T[] values, Function<T, String> key) {
        List<String> legal = Arrays.stream(values).map(key).toList();
        String words = "must be '%s' or '%s'"
                .formatted(String.join("', '", legal.subList(0, legal.size() - 1)), legal.get(legal.size() - 1));
        return new Rule<>(
                "choice",
                words,
                text -> Arrays.stream(values)
                        .filter(value -> key.apply(value).equals(text))
                        .findFirst(),
                legal);
    }

    /** {@code true} or {@code false}. */
    public static Rule<Boolean> flag() {
        Rule<Boolean> choice = choice(new Boolean[] {true, false}, flag -> Boolean.toString(flag));
        return new Rule<>("flag", choice.words(), choice::parse, choice.choices());
    }

    /** A whole number; both bounds are inclusive. */
    public static Rule<Integer> number(int smallest, int largest) {
        return Rule.of(
                "number",
                "must be a whole number from %s to %s".formatted(smallest, largest),
                text -> number(text, smallest, largest));
    }

    /** A duration in seconds, such as {@code 30s}; both bounds are inclusive. */
    public static Rule<Duration> seconds(int smallest, int largest) {
        return Rule.of(
                "seconds",
                "must be a number of seconds from %s to %s, like '30s' or '30 s'".formatted(smallest, largest),
                text -> text.endsWith("s")
                        ? number(text.substring(0, text.length() - 1).strip(), smallest, largest)
                                .map(Duration::ofSeconds)
                        : Optional.empty());
    }

    /** An address that this machine can listen on. */
    static Rule<String> host() {
        return Rule.of(
                "host",
                "must be an address or a host name of this machine",
                text -> Optional.of(text).filter(Rules::ofThisMachine));
    }

    /**
     * Host names in lower case, and addresses in canonical spelling; {@code .example.com} stands for every subdomain.
     */
    public static Rule<List<String>> hostNames() {
        return Rule.of(
                "list of hosts",
                "must be host names or addresses without a port, separated by commas, where '.example.com' stands for its"
                        + " subdomains; '*' is not accepted",
                list(Rules::hostName));
    }

    /** As {@link #hostNames}, and {@code *} for any host. */
    static Rule<List<String>> hostNamesOrAny() {
        return Rule.of(
                "list of hosts",
                "must be host names or addresses without a port, separated by commas, where '.example.com' stands for its"
                        + " subdomains, or '*' for any",
                list(text -> text.equals("*") ? Optional.of(text) : hostName(text)));
    }

    static Rule<List<Network>> networks() {
        return Rule.of(
                "list of networks",
                "must be IP addresses or networks, like '10.0.0.0/8', separated by commas",
                list(Network::parse));
    }

    /** The path of a file or a directory. */
    public static Rule<Path> absolutePath() {
        return Rule.of("directory", "must be an absolute path", Rules::absolutePath);
    }

    /** Text that both servers accept unchanged; they would expand an expression. */
    public static Rule<String> plainText() {
        return Rule.of(
                "text",
                "must not contain '${' or spaces",
                text -> Optional.of(text)
                        .filter(plain ->
                                !plain.contains("${") && plain.codePoints().noneMatch(Rules::blank)));
    }

    /** A database account that is not the one of the profile 'dev'. */
    static Rule<String> account() {
        Rule<String> text = plainText();
        return Rule.of(
                text.type(),
                "must not be 'dev' or 'sa', and must not contain '${' or spaces",
                name -> text.parse(name).filter(user -> !DEVELOPMENT_ACCOUNTS.contains(user.toLowerCase(Locale.ROOT))));
    }

    /** The URL of another service, without an account, a query or a fragment. */
    public static Rule<URI> serviceUrl() {
        return Rule.of(
                "URL",
                "must be an http or https URL without an account, a query or a fragment, like 'https://stock.example.com/v1'",
                Rules::serviceUrl);
    }

    /** The items of a comma-separated list; empty if an item, or the whole list, is invalid. */
    static <T> Function<String, Optional<List<T>>> list(Function<String, Optional<T>> item) {
        return text -> {
            String[] texts = text.split(",", -1);
            List<T> items = Arrays.stream(texts)
                    .map(String::strip)
                    .flatMap(each -> item.apply(each).stream())
                    .toList();
            return items.size() == texts.length ? Optional.of(items) : Optional.empty();
        };
    }

    private static Optional<URI> serviceUrl(String text) {
        try {
            URI url = new URI(text).parseServerAuthority();
            return Optional.of(url)
                    .filter(any -> List.of("http", "https").contains(String.valueOf(url.getScheme())))
                    .filter(any -> url.getHost() != null && url.getPort() <= MOST_PORTS)
                    .filter(any -> url.getUserInfo() == null && url.getQuery() == null && url.getFragment() == null);
        } catch (URISyntaxException exception) {
            return Optional.empty();
        }
    }

    private static Optional<Path> absolutePath(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Path::isAbsolute);
        } catch (InvalidPathException exception) {
            return Optional.empty();
        }
    }

    /** Invisible characters, and characters that end a word. */
    static boolean blank(int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || Character.isISOControl(character)
                || Character.getType(character) == Character.FORMAT;
    }

    private static boolean ofThisMachine(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            // Linux accepts every address in 127.0.0.0/8, but its interface has only one.
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException exception) {
            return false;
        }
    }

    private static Optional<String> hostName(String text) {
        String name = text.startsWith(".") ? text.substring(1) : text;
        boolean domain = HOST_NAME.matcher(name).matches()
                && !name.matches("(.*\\.)?\\d+")
                && (text.equals(name) || name.contains("."));
        return domain ? Optional.of(text.toLowerCase(Locale.ROOT)) : Network.spelledAsHost(text);
    }

    private static Optional<Integer> number(String text, int smallest, int largest) {
        return text.matches("0|-?[1-9][0-9]{0,9}")
                ? Optional.of(Long.valueOf(text))
                        .filter(number -> number >= smallest && number <= largest)
                        .map(Long::intValue)
                : Optional.empty();
    }
}
