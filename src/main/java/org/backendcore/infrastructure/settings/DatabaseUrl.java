package org.backendcore.infrastructure.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The URL of the database, {@code db.url}: its rules, what may be shown of it, and where it leads. */
public final class DatabaseUrl {
    private static final String PORT_NUMBER =
            "[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]";
    private static final String HOST =
            "(?:[A-Za-z0-9][A-Za-z0-9._-]*|\\[[0-9A-Fa-f]*:[0-9A-Fa-f:.]+])(?::(?:%s))?".formatted(PORT_NUMBER);
    private static final Pattern POSTGRESQL = Pattern.compile(
            "jdbc:postgresql://(?<hosts>%s(?:,%s)*+)/(?<database>(?:[A-Za-z0-9._~-]|%%20)++)(?:\\?(?<parameters>[^\\s?#]*))?"
                    .formatted(HOST, HOST));
    private static final Pattern H2 =
            Pattern.compile("jdbc:h2:(?:file|mem):(?<database>[A-Za-z0-9/._~-]+)(?:;(?<parameters>[^\\s\\\\]*))?");

    /** Names of parameters, in lower case, that are accounts or keys, or that lead elsewhere than the URL says. */
    private static final Set<String> REFUSED = Set.of(
            "user",
            "password",
            "sslpassword",
            "host",
            "port",
            "dbname",
            "pghost",
            "pgport",
            "pgdbname",
            "service",
            "authenticationpluginclassname",
            "socketfactory",
            "sslfactory",
            "sslhostnameverifier",
            "sslpasswordcallback");

    private static final int PORT = 5432;

    private DatabaseUrl() {}

    static Rule<String> postgresql() {
        return Rule.of(
                "URL",
                "must be 'jdbc:postgresql://HOST:PORT/DATABASE', with '?' and parameters where needed, and no user or password in it",
                text -> Optional.of(text).filter(url -> harmless(POSTGRESQL, "&", url)));
    }

    static Rule<String> postgresqlOrH2() {
        return Rule.of(
                "URL",
                "must be 'jdbc:postgresql://HOST:PORT/DATABASE' or 'jdbc:h2:file:...' or 'jdbc:h2:mem:...', with parameters where needed, and no user or password in it",
                text -> Optional.of(text).filter(url -> harmless(POSTGRESQL, "&", url) || harmless(H2, ";", url)));
    }

    /** The URL without its parameters; nothing of it when it is malformed, because then a password may stand anywhere. */
    static Optional<String> shown(String url) {
        if (!harmless(POSTGRESQL, "&", url) && !harmless(H2, ";", url)) {
            return Optional.empty();
        }
        String[] parts = url.split("[?;]", 2);
        return Optional.of(parts.length == 1 ? url : url.substring(0, parts[0].length() + 1) + "...");
    }

    /** Whether both lead to the same database; parameters, default ports and percent signs do not count. */
    public static boolean sameDatabase(String left, String right) {
        return address(left).equals(address(right));
    }

    /** Whether PostgreSQL is on another machine, and its certificate is not fully verified (libpq, "sslmode"). */
    static boolean leavesThisMachineUnverified(String url) {
        Matcher postgresql = POSTGRESQL.matcher(url);
        return postgresql.matches()
                && !Arrays.stream(postgresql.group("hosts").split(","))
                        .map(host -> host.replaceFirst(":\\d+$", ""))
                        .allMatch(Network::isThisMachine)
                && !verifies(Optional.ofNullable(postgresql.group("parameters")).orElse(""));
    }

    /** The driver's names have one spelling. Of a parameter that is given twice, the driver takes one: so each must say it. */
    private static boolean verifies(String parameters) {
        List<String> modes = Arrays.stream(parameters.split("&"))
                .map(parameter -> URLDecoder.decode(parameter, StandardCharsets.UTF_8))
                .filter(parameter -> parameter.startsWith("sslmode="))
                .toList();
        return !modes.isEmpty() && modes.stream().allMatch("sslmode=verify-full"::equals);
    }

    private static String address(String url) {
        Matcher postgresql = POSTGRESQL.matcher(url);
        if (!postgresql.matches()) {
            return url.split("[?;]", 2)[0];
        }
        String hosts = Arrays.stream(
                        postgresql.group("hosts").toLowerCase(Locale.ROOT).split(","))
                .map(host -> host.matches(".*:\\d+") ? host : host + ":" + PORT)
                .collect(Collectors.joining(","));
        return "postgresql:" + hosts + "/" + URLDecoder.decode(postgresql.group("database"), StandardCharsets.UTF_8);
    }

    private static boolean harmless(Pattern pattern, String separator, String url) {
        Matcher matcher = pattern.matcher(url);
        return matcher.matches()
                && !url.contains("${")
                && decodes(url)
                && Arrays.stream(Optional.ofNullable(matcher.group("parameters"))
                                .orElse("")
                                .split(separator))
                        .map(parameter -> parameter.split("=", 2)[0])
                        .map(name ->
                                URLDecoder.decode(name, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))
                        .noneMatch(name -> REFUSED.contains(name) || !name.matches("[a-z0-9_]*"));
    }

    private static boolean decodes(String url) {
        try {
            var unused = URLDecoder.decode(url, StandardCharsets.UTF_8);
            return true;
        } catch (IllegalArgumentException exception) {
            return false;
        }
    }
}
