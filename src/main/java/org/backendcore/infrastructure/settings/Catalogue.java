package org.backendcore.infrastructure.settings;

import static org.backendcore.infrastructure.settings.Profile.DEV;
import static org.backendcore.infrastructure.settings.Profile.PROD;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.backendcore.infrastructure.process.EarlySettings;
import org.backendcore.infrastructure.settings.Setting.Display;

/**
 * Every setting of the baseline, declared once, and those of the modules ({@link SettingsGroup}). It is the source of
 * the checks, the report, the typed {@link Settings}, the WAR's default files, {@code docs/settings.md},
 * {@code .env.example} and the names that are recognized as typing errors.
 */
final class Catalogue {
    static final Setting<Profile> PROFILE = Setting.of(
                    "mp.config.profile",
                    Rules.choice(Profile.values(), Profile::key),
                    "The profile. It never defaults to 'dev'.")
            .requiredIn(DEV, PROD)
            .onlyFrom(Origin.Kind.ENVIRONMENT, Origin.Kind.SYSTEM_PROPERTY);

    static final Setting<Secret> SECRET_KEY = Setting.of(
                    "app.secret-key",
                    SecretKey.rule(),
                    "The key that signs what the application issues. If it is not set in dev, each start generates a random key.")
            .inDev(SecretRules.anything())
            .requiredIn(PROD)
            .shownAs(Display.SECRET);

    static final Setting<List<Secret>> SECRET_KEY_FALLBACKS = Setting.of(
                    "app.secret-key-fallbacks",
                    SecretRules.keys(),
                    "Former keys, separated by commas, that are still accepted while the key is rotated.")
            .inDev(SecretRules.anythings())
            .shownAs(Display.SECRET);

    static final Setting<List<String>> ALLOWED_HOSTS = Setting.of(
                    "app.allowed-hosts", Rules.hostNames(), "The host names that clients may use.")
            .inDev(Rules.hostNamesOrAny())
            .withDefault(DEV, "localhost,127.0.0.1,[::1]")
            .requiredIn(PROD);

    static final Setting<Boolean> EXIT_ON_FAILURE = Setting.of(
                    "app.exit-on-failure",
                    Rules.flag(),
                    "Whether a refused start ends the process, and with it every application on that server.")
            .withDefault("true");

    static final Setting<DatabaseUrl> DATABASE_URL = Setting.of(
                    "db.url", DatabaseUrl.inProd(), "The database: H2 or PostgreSQL in dev, only PostgreSQL in prod.")
            .inDev(DatabaseUrl.inDev())
            .withDefault(DEV, "jdbc:h2:file:./target/h2/dev")
            .requiredIn(PROD)
            .shownAs(Display.URL);

    static final Setting<String> DATABASE_USER = Setting.of(
                    "db.user", Rules.account(), "The database account of the running application.")
            .inDev(Rules.plainText())
            .withDefault(DEV, "dev")
            .requiredIn(PROD);

    static final Setting<Secret> DATABASE_PASSWORD = Setting.of(
                    "db.password", SecretRules.password(), "The password of db.user.")
            .inDev(SecretRules.anything())
            .withDefault(DEV, "dev")
            .requiredIn(PROD)
            .shownAs(Display.SECRET);

    static final Setting<String> MIGRATE_USER = Setting.of(
                    "db.migrate-user",
                    Rules.account(),
                    "The account that owns the tables, used only for migrations. If it is not set, db.user is used.")
            .inDev(Rules.plainText());

    static final Setting<Secret> MIGRATE_PASSWORD = Setting.of(
                    "db.migrate-password", SecretRules.password(), "The password of db.migrate-user.")
            .inDev(SecretRules.anything())
            .shownAs(Display.SECRET);

    // Not from secret files: Payara Micro creates its pool before the WAR, which reads them, is deployed.
    static final Setting<Integer> POOL_MAX_SIZE = Setting.of(
                    "db.pool-max-size",
                    Rules.number(1, 1000),
                    "The maximum number of connections in the pool for requests.")
            .onlyFrom(Origin.Kind.ENVIRONMENT, Origin.Kind.SYSTEM_PROPERTY, Origin.Kind.WAR, Origin.Kind.SERVER)
            .withDefault("10");

    static final Setting<Integer> POOL_MAX_WAITING = Setting.of(
                    "db.pool-max-waiting",
                    Rules.number(0, 10000),
                    "The maximum number of requests that wait for a connection while the pool is full; further requests are answered with 503 at once. 0 means no limit.")
            .withDefault("20");

    static final Setting<Duration> START_TIMEOUT = Setting.of(
                    "db.start-timeout", Rules.seconds(1, 3600), "How long a start waits for the database.")
            .withDefault("30s");

    static final Setting<Boolean> MIGRATE_ON_START = Setting.of(
                    "db.migrate-on-start",
                    Rules.flag(),
                    "Whether a start applies pending migrations. Otherwise, pending migrations make it fail.")
            .withDefault(DEV, "true")
            .withDefault(PROD, "false");

    // From the environment only: Payara Micro's listener can read that, but not MicroProfile Config, which would query
    // the listener for its own port and never end.
    static final Setting<String> HTTP_HOST = Setting.of("http.host", Rules.host(), "The address to listen on.")
            .onlyFrom(Origin.Kind.ENVIRONMENT, Origin.Kind.WAR, Origin.Kind.SERVER)
            .withDefault(DEV, "127.0.0.1")
            .withDefault(PROD, "0.0.0.0");

    static final Setting<Integer> HTTP_PORT = Setting.of("http.port", Rules.number(1, 65535), "The port to listen on.")
            .onlyFrom(Origin.Kind.ENVIRONMENT, Origin.Kind.WAR, Origin.Kind.SERVER)
            .withDefault("8080");

    static final Setting<List<Network>> TRUSTED_PROXIES = Setting.of(
            "http.trusted-proxies",
            Rules.networks(),
            "The proxies whose X-Forwarded-Proto and X-Forwarded-For headers are trusted.");

    static final Setting<Duration> DRAIN = Setting.of(
                    "http.drain",
                    Rules.seconds(0, 600),
                    "How long the server keeps serving after SIGTERM while it reports not ready.")
            .withDefault(DEV, "0s")
            .withDefault(PROD, "10s");

    // Both from the environment only: the servers log before other sources are available.
    static final Setting<LogLevel> LOG_LEVEL = Setting.of(
                    "log.level",
                    Rules.choice(LogLevel.values(), LogLevel::name),
                    "The lowest level that the application logs.")
            .onlyFrom(Origin.Kind.ENVIRONMENT, Origin.Kind.WAR)
            .withDefault("INFO");

    static final Setting<LogFormat> LOG_FORMAT = Setting.of(
                    "log.format",
                    Rules.choice(LogFormat.values(), format -> format.name().toLowerCase(Locale.ROOT)),
                    "Text for people, or one JSON object per line.")
            .onlyFrom(Origin.Kind.ENVIRONMENT, Origin.Kind.WAR)
            .withDefault(DEV, EarlySettings.defaultFormat(DEV.key()))
            .withDefault(PROD, EarlySettings.defaultFormat(PROD.key()));

    static final Setting<Path> SECRETS_DIRECTORY = Setting.of(
                    "secrets.dir",
                    Rules.absolutePath(),
                    "A directory with one file per secret, named after its key, as Docker, Kubernetes and systemd mount them.")
            .onlyFrom(Origin.Kind.ENVIRONMENT);

    /** The settings of the baseline. */
    private static final List<Setting<?>> OWN = List.of(
            PROFILE,
            SECRET_KEY,
            SECRET_KEY_FALLBACKS,
            ALLOWED_HOSTS,
            EXIT_ON_FAILURE,
            DATABASE_URL,
            DATABASE_USER,
            DATABASE_PASSWORD,
            MIGRATE_USER,
            MIGRATE_PASSWORD,
            POOL_MAX_SIZE,
            POOL_MAX_WAITING,
            START_TIMEOUT,
            MIGRATE_ON_START,
            HTTP_HOST,
            HTTP_PORT,
            TRUSTED_PROXIES,
            DRAIN,
            LOG_LEVEL,
            LOG_FORMAT,
            SECRETS_DIRECTORY);

    static final ModuleSettings MODULES = ModuleSettings.installed();

    static final List<Setting<?>> ALL =
            Stream.concat(OWN.stream(), MODULES.settings().stream()).toList();

    private Catalogue() {}

    static Optional<Setting<?>> withKey(String key) {
        return ALL.stream().filter(setting -> setting.key().equals(key)).findFirst();
    }
}
