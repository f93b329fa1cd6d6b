package org.backendcore.infrastructure.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes the typed {@link Settings}: all are read before one is used, so that every problem is found. */
final class SettingsReader {
    private final SettingsCheck check;
    private final boolean portOpensLast;

    SettingsReader(SettingsCheck check, boolean portOpensLast) {
        this.check = check;
        this.portOpensLast = portOpensLast;
    }

    /** Empty when something is wrong. */
    Optional<Settings> read() {
        Optional<Profile> profile = check.readProfile();
        Optional<Settings.App> app = app();
        Optional<Settings.Database> database = database();
        Optional<Settings.Http> http = http();
        Optional<Settings.Log> log = log();
        check.read(Catalogue.SECRETS_DIRECTORY);
        return check.problems().isEmpty()
                ? Optional.of(new Settings(
                        profile.orElseThrow(),
                        app.orElseThrow(),
                        database.orElseThrow(),
                        http.orElseThrow(),
                        log.orElseThrow()))
                : Optional.empty();
    }

    private Optional<Settings.App> app() {
        Optional<Secret> key = check.read(Catalogue.SECRET_KEY);
        List<Secret> fallbacks = check.read(Catalogue.SECRET_KEY_FALLBACKS).orElse(List.of());
        Optional<List<String>> hosts = check.read(Catalogue.ALLOWED_HOSTS);
        check.read(Catalogue.EXIT_ON_FAILURE);
        return hosts.map(allowed -> new Settings.App(key.orElseGet(SecretKey::random), fallbacks, allowed));
    }

    private Optional<Settings.Database> database() {
        Optional<String> url = check.read(Catalogue.DATABASE_URL);
        Optional<String> user = check.read(Catalogue.DATABASE_USER);
        check.readPassword(Catalogue.DATABASE_PASSWORD, user);
        Optional<String> migrateUser = check.read(Catalogue.MIGRATE_USER);
        check.readPassword(Catalogue.MIGRATE_PASSWORD, migrateUser);
        check.together(Catalogue.MIGRATE_USER, Catalogue.MIGRATE_PASSWORD);
        Optional<Integer> poolMaxSize = check.read(Catalogue.POOL_MAX_SIZE);
        Optional<Integer> poolMaxWaiting = check.read(Catalogue.POOL_MAX_WAITING);
        Optional<Duration> startTimeout = check.read(Catalogue.START_TIMEOUT);
        Optional<Boolean> migrateOnStart = check.read(Catalogue.MIGRATE_ON_START);
        return check.problems().isEmpty()
                ? Optional.of(new Settings.Database(
                        url.orElseThrow(),
                        user.orElseThrow(),
                        migrateUser,
                        poolMaxSize.orElseThrow(),
                        poolMaxWaiting.orElseThrow(),
                        startTimeout.orElseThrow(),
                        migrateOnStart.orElseThrow()))
                : Optional.empty();
    }

    private Optional<Settings.Http> http() {
        Optional<String> host = check.read(Catalogue.HTTP_HOST);
        Optional<Integer> port = check.read(Catalogue.HTTP_PORT);
        List<Network> proxies = check.read(Catalogue.TRUSTED_PROXIES).orElse(List.of());
        Optional<Duration> drain = check.read(Catalogue.DRAIN);
        return check.problems().isEmpty()
                ? Optional.of(new Settings.Http(
                        host.orElseThrow(), port.orElseThrow(), portOpensLast, proxies, drain.orElseThrow()))
                : Optional.empty();
    }

    private Optional<Settings.Log> log() {
        Optional<String> level = check.read(Catalogue.LOG_LEVEL);
        Optional<String> format = check.read(Catalogue.LOG_FORMAT);
        return level.flatMap(lowest -> format.map(shape -> new Settings.Log(lowest, shape)));
    }
}
