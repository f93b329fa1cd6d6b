package org.backendcore.infrastructure.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The parameters of PostgreSQL's driver in {@code db.url}: the known ones, their valid values, and those that are not
 * allowed in a URL. The driver itself ignores an unknown one silently, and rejects invalid values only when it
 * connects.
 */
final class PostgresqlParameters {
    /**
     * In lower case: accounts, keys, classes, and parameters that redirect the connection elsewhere than the URL shows.
     */
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
            "replication",
            "authenticationpluginclassname",
            "connectexecutor",
            "connectexecutorarg",
            "socketfactory",
            "socketfactoryarg",
            "sslfactory",
            "sslfactoryarg",
            "sslhostnameverifier",
            "sslpasswordcallback",
            "xmlfactoryfactory");

    /**
     * Set in every data source of server-config; in a URL they would be overridden on one server and take effect on the
     * other.
     */
    private static final Set<String> OF_THE_SERVERS = Set.of(
            "connectTimeout",
            "sslResponseTimeout",
            "socketTimeout",
            "cancelSignalTimeout",
            "tcpKeepAlive",
            "logServerErrorDetail");

    /** Parameters with case-sensitive values. */
    private static final Set<String> EXACT = Set.of(
            "classLoaderStrategy",
            "cleanupSavepoints",
            "escapeSyntaxCallMode",
            "gsslib",
            "preferQueryMode",
            "sslNegotiation",
            "targetServerType");

    /** The values of {@code requireAuth}: methods that the server may request or, with {@code !}, may not. */
    private static final String METHODS = "!?(?:none|password|md5|gss|sspi|scram-sha-256)";

    private static final Set<String> NOT_NEGATIVE = Set.of("defaultRowFetchSize", "loginTimeout", "queryTimeout");

    private static final Pattern REQUIRE_AUTH = Pattern.compile(METHODS + "(," + METHODS + ")*");

    private static final String NUMBER = "number";
    private static final String TEXT = "text";

    /** The driver's parameters by name: {@value #NUMBER}, {@value #TEXT}, or the valid values. */
    private static final Map<String, String> KNOWN = known();

    private PostgresqlParameters() {}

    /** The first problem, as a sentence that begins with the setting; it repeats no value. */
    static Optional<String> problem(List<String> parameters) {
        Set<String> seen = new HashSet<>();
        return IntStream.range(0, parameters.size())
                .mapToObj(index -> {
                    String[] parts = parameters.get(index).split("=", 2);
                    return problem(index + 1, parts[0], parts.length == 1 ? "" : parts[1], !seen.add(parts[0]));
                })
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> problem(int number, String name, String encoded, boolean again) {
        Optional<String> notForAUrl = notForAUrl(name);
        if (notForAUrl.isPresent()) {
            return notForAUrl.map(reason -> "has the parameter '%s', which %s".formatted(spelled(name), reason));
        }
        if (!KNOWN.containsKey(name)) {
            return Optional.of("has a parameter that the driver does not know, at position %s".formatted(number)
                    + SpellingSuggestion.to(name, KNOWN.keySet())
                            .map(legal -> notForAUrl(legal)
                                    .map(reason -> "; '%s', if that is meant, %s".formatted(legal, reason))
                                    .orElseGet(() -> ": did you mean '%s'?".formatted(legal)))
                            .orElse(""));
        }
        if (again) {
            return Optional.of("has the parameter '%s' twice".formatted(name));
        }
        Optional<String> value = PostgresqlUrl.decoded(encoded);
        String legal = KNOWN.getOrDefault(name, TEXT);
        return value.filter(text -> accepts(name, legal, text)).isPresent()
                ? Optional.empty()
                : Optional.of("has the parameter '%s', which must be %s".formatted(name, words(legal))
                        + value.flatMap(text -> SpellingSuggestion.to(text, List.of(legal.split(","))))
                                .filter(suggestion -> !legal.equals(NUMBER) && !legal.equals(TEXT))
                                .map(suggestion -> ": did you mean '%s'?".formatted(suggestion))
                                .orElse(""));
    }

    private static Optional<String> notForAUrl(String name) {
        if (OF_THE_SERVERS.contains(name)) {
            return Optional.of("is set by server-config: remove it");
        }
        return refused(name).map(accountOrKey -> "is not allowed in a URL");
    }

    /** Spelled as in the sets above, not as in the URL. */
    private static String spelled(String name) {
        return refused(name).orElse(name);
    }

    /**
     * Whether no parameter is an account or a key or redirects the connection; otherwise nothing of the URL can be
     * shown.
     */
    static boolean areHarmless(List<String> parameters) {
        return parameters.stream()
                .map(parameter -> parameter.split("=", 2)[0])
                .noneMatch(name -> refused(name).isPresent() || !name.matches("[A-Za-z0-9_]+"));
    }

    private static Optional<String> refused(String name) {
        return PostgresqlUrl.decoded(name)
                .map(plain -> plain.toLowerCase(Locale.ROOT))
                .filter(REFUSED::contains);
    }

    /**
     * Whether the driver verifies the server's certificate and its name; {@code ssl} implies that if {@code sslmode} is
     * absent.
     */
    static boolean verify(List<String> parameters) {
        Map<String, String> values = parameters.stream()
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(
                        parts -> parts[0],
                        parts -> PostgresqlUrl.decoded(parts.length == 1 ? "" : parts[1])
                                .orElse(""),
                        (first, second) -> second));
        String standard =
                Set.of("", "true").contains(values.getOrDefault("ssl", "false").toLowerCase(Locale.ROOT))
                        ? "verify-full"
                        : "prefer";
        return values.getOrDefault("sslmode", standard).equalsIgnoreCase("verify-full");
    }

    private static boolean accepts(String name, String legal, String text) {
        return switch (legal) {
            case TEXT ->
                text.indexOf('\0') < 0
                        && (!name.equals("requireAuth")
                                || REQUIRE_AUTH.matcher(text).matches());
            case NUMBER ->
                text.matches(NOT_NEGATIVE.contains(name) ? "\\d{1,10}" : "-?\\d{1,10}")
                        && Long.parseLong(text) == (int) Long.parseLong(text);
            default ->
                (name.equals("ssl") && text.isEmpty())
                        || List.of(legal.split(",")).contains(text)
                        || (!EXACT.contains(name) && List.of(legal.split(",")).contains(text.toLowerCase(Locale.ROOT)));
        };
    }

    private static String words(String legal) {
        return switch (legal) {
            case TEXT -> "text as documented by the driver, percent-encoded in UTF-8";
            case NUMBER -> "a whole number";
            default -> "one of '" + String.join("', '", legal.split(",")) + "'";
        };
    }

    private static Map<String, String> known() {
        try (InputStream file = PostgresqlParameters.class.getResourceAsStream("postgresql-parameters.txt")) {
            if (file == null) {
                throw new IllegalStateException("postgresql-parameters.txt is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" ", 2))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
