package org.backendcore.infrastructure.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The URL of the database, {@code db.url}: its rules, what may be shown of it, and where it leads. */
public final class DatabaseUrl {
    private static final Pattern H2 =
            Pattern.compile("jdbc:h2:(?:file|mem):(?<database>[A-Za-z0-9/._~-]+)(?:;(?<parameters>[^\\s\\\\]*))?");

    private static final Pattern NO_SLASH = Pattern.compile("jdbc:postgresql://[^/?]+(\\?.*)?");

    /** Names of H2's parameters, in lower case, that are accounts or keys. */
    private static final Set<String> ACCOUNTS = Set.of("user", "password");

    private DatabaseUrl() {}

    static Rule<String> postgresql() {
        return new Rule<>(
                "URL",
                "must be 'jdbc:postgresql://HOST:PORT/DATABASE', with '?' and parameters where needed, and no user or password in it",
                text -> Optional.of(text).filter(DatabaseUrl::isRight),
                DatabaseUrl::problem);
    }

    static Rule<String> postgresqlOrH2() {
        return new Rule<>(
                "URL",
                "must be 'jdbc:postgresql://HOST:PORT/DATABASE' or 'jdbc:h2:file:...' or 'jdbc:h2:mem:...', with parameters where needed, and no user or password in it",
                text -> Optional.of(text).filter(url -> isRight(url) || isHarmlessH2(url)),
                DatabaseUrl::problem);
    }

    /** The URL without its parameters; nothing of it when it is malformed, because then a password may stand anywhere. */
    static Optional<String> shown(String url) {
        if (harmless(url).isEmpty() && !isHarmlessH2(url)) {
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
        return harmless(url)
                .filter(postgresql -> !postgresql.staysHere())
                .filter(postgresql -> !PostgresqlParameters.verify(postgresql.parameters()))
                .isPresent();
    }

    private static Object address(String url) {
        Optional<PostgresqlUrl> postgresql = PostgresqlUrl.parse(url);
        return postgresql.isPresent()
                ? postgresql.map(PostgresqlUrl::withoutParameters).orElseThrow()
                : url.split("[?;]", 2)[0];
    }

    private static boolean isRight(String url) {
        return harmless(url).isPresent() && problem(url).isEmpty();
    }

    private static Optional<String> problem(String url) {
        if (NO_SLASH.matcher(url).matches()) {
            return Optional.of("lacks the '/' behind its host and port, which the name of the database follows");
        }
        return PostgresqlUrl.parse(url).flatMap(postgresql -> PostgresqlParameters.problem(postgresql.parameters()));
    }

    private static Optional<PostgresqlUrl> harmless(String url) {
        return PostgresqlUrl.parse(url).filter(postgresql -> PostgresqlParameters.areHarmless(postgresql.parameters()));
    }

    private static boolean isHarmlessH2(String url) {
        Matcher matcher = H2.matcher(url);
        return matcher.matches()
                && !url.contains("${")
                && Arrays.stream(Optional.ofNullable(matcher.group("parameters"))
                                .orElse("")
                                .split(";"))
                        .map(parameter -> parameter.split("=", 2)[0].toLowerCase(Locale.ROOT))
                        .noneMatch(name -> ACCOUNTS.contains(name) || !name.matches("[a-z0-9_]*"));
    }
}
