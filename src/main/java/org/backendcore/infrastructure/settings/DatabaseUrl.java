package org.backendcore.infrastructure.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL of the database: {@code db.url}, or the URL that a server reports.
 *
 * @param text the URL as given
 * @param postgresql the URL as PostgreSQL's driver parses it; absent if the driver would not accept it
 */
public record DatabaseUrl(String text, Optional<PostgresqlUrl> postgresql) {
    private static final Pattern H2 =
            Pattern.compile("jdbc:h2:(?:file|mem):(?<database>[A-Za-z0-9/._~-]+)(?:;(?<parameters>[^\\s\\\\]*))?");

    private static final Pattern NO_SLASH = Pattern.compile("jdbc:postgresql://[^/?]+(\\?.*)?");

    /** The names of H2's parameters, in lower case, that contain accounts or keys. */
    private static final Set<String> ACCOUNTS = Set.of("user", "password");

    /** Accepts any text, including URLs that no rule accepts. */
    public static DatabaseUrl of(String text) {
        return new DatabaseUrl(text, PostgresqlUrl.parse(text));
    }

    /** The rule in prod. */
    static Rule<DatabaseUrl> inProd() {
        return new Rule<>(
                "URL",
                "must be 'jdbc:postgresql://HOST:PORT/DATABASE', optionally with '?' and parameters, but without a user or password",
                text -> Optional.of(of(text)).filter(DatabaseUrl::isRightPostgresql),
                text -> of(text).problem());
    }

    /** The rule in dev, which accepts H2. */
    static Rule<DatabaseUrl> inDev() {
        return new Rule<>(
                "URL",
                "must be 'jdbc:postgresql://HOST:PORT/DATABASE', 'jdbc:h2:file:...' or 'jdbc:h2:mem:...', optionally with parameters, but without a user or password",
                text -> Optional.of(of(text)).filter(url -> url.isRightPostgresql() || url.isHarmlessH2()),
                text -> of(text).problem());
    }

    public boolean isPostgresql() {
        return postgresql.isPresent();
    }

    /**
     * Whether the other URL points to the same database; parameters, default ports and percent-encoding are ignored.
     */
    public boolean leadsTo(String other) {
        return address().equals(of(other).address());
    }

    /** The URL without its parameters; empty if it is malformed, because a password may then be anywhere in it. */
    Optional<String> shown() {
        if (!isHarmlessPostgresql() && !isHarmlessH2()) {
            return Optional.empty();
        }
        String[] parts = text.split("[?;]", 2);
        return Optional.of(parts.length == 1 ? text : text.substring(0, parts[0].length() + 1) + "...");
    }

    /** Whether PostgreSQL is on another machine and its certificate is not fully verified (libpq, "sslmode"). */
    boolean leavesThisMachineUnverified() {
        return postgresql
                .filter(url -> !url.staysHere())
                .filter(url -> !PostgresqlParameters.verify(url.parameters()))
                .isPresent();
    }

    private Object address() {
        return postgresql.<Object>map(PostgresqlUrl::withoutParameters).orElseGet(() -> text.split("[?;]", 2)[0]);
    }

    private boolean isRightPostgresql() {
        return isHarmlessPostgresql() && problem().isEmpty();
    }

    private boolean isHarmlessPostgresql() {
        return postgresql
                .filter(url -> PostgresqlParameters.areHarmless(url.parameters()))
                .isPresent();
    }

    private Optional<String> problem() {
        if (NO_SLASH.matcher(text).matches()) {
            return Optional.of("lacks the '/' after its host and port, before the name of the database");
        }
        return postgresql.flatMap(url -> PostgresqlParameters.problem(url.parameters()));
    }

    private boolean isHarmlessH2() {
        Matcher matcher = H2.matcher(text);
        return matcher.matches()
                && !text.contains("${")
                && Arrays.stream(Optional.ofNullable(matcher.group("parameters"))
                                .orElse("")
                                .split(";"))
                        .map(parameter -> parameter.split("=", 2)[0].toLowerCase(Locale.ROOT))
                        .noneMatch(name -> ACCOUNTS.contains(name) || !name.matches("[a-z0-9_]*"));
    }

    /** Contains only the parts that may be shown. */
    @Override
    public String toString() {
        return shown().orElse("(a URL)");
    }
}
