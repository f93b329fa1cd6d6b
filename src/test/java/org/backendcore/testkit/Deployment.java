package org.backendcore.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A WAR, up and ready on one server with one database; closing it stops the server and deletes its folder.
 *
 * @param database the PostgreSQL database; empty on H2
 * @param secrets the folder of the secret files, including the database's password; empty on H2
 */
public record Deployment(RunningServer server, Optional<PostgresDatabase> database, Optional<Path> secrets)
        implements AutoCloseable {
    public static final Path WAR = Path.of("target", "backend-core.war").toAbsolutePath();

    /** The settings are added to those that the engine needs. */
    public static Deployment start(ServerKind kind, Engine engine, Path war, Map<String, String> settings) {
        return switch (engine) {
            case H2 -> {
                Map<String, String> environment = new HashMap<>(settings);
                environment.put("MP_CONFIG_PROFILE", "dev");
                yield start(kind, war, Optional.empty(), Optional.empty(), environment);
            }
            case POSTGRESQL -> {
                PostgresDatabase database = Postgres.shared().createDatabase(Canary.difficultPassword());
                Path secrets = secretFiles(database);
                Map<String, String> environment = new HashMap<>(production(database));
                environment.keySet().removeAll(List.of("APP_SECRET_KEY", "DB_PASSWORD"));
                environment.put("APP_SECRET_KEY_FALLBACKS", Canary.key() + "," + Canary.key());
                environment.put("DB_MIGRATE_USER", "owner");
                environment.put("DB_MIGRATE_PASSWORD", Canary.password());
                environment.put("SECRETS_DIR", secrets.toString());
                environment.putAll(settings);
                yield start(kind, war, Optional.of(database), Optional.of(secrets), environment);
            }
        };
    }

    /** The environment of the profile 'prod' with that database, which is migrated at the start. */
    public static Map<String, String> production(PostgresDatabase database) {
        Map<String, String> environment = new HashMap<>(ModuleSamples.byVariable());
        environment.putAll(Map.of(
                "MP_CONFIG_PROFILE", "prod",
                "APP_SECRET_KEY", Canary.key(),
                "APP_ALLOWED_HOSTS", "localhost",
                "DB_URL", database.url(),
                "DB_USER", database.name(),
                "DB_PASSWORD", database.password(),
                "DB_MIGRATE_ON_START", "true"));
        return Map.copyOf(environment);
    }

    public ServerKind kind() {
        return server.installation().kind();
    }

    public Engine engine() {
        return database.isPresent() ? Engine.POSTGRESQL : Engine.H2;
    }

    @Override
    public void close() {
        try {
            server.discard();
        } finally {
            secrets.ifPresent(Folders::delete);
        }
    }

    /** As Kubernetes mounts them: a link to a file in a folder that is itself a link. */
    private static Path secretFiles(PostgresDatabase database) {
        try {
            Path secrets = Folders.create("secrets");
            Path data = Files.createDirectory(secrets.resolve("..2026_11_23"));
            Files.createSymbolicLink(secrets.resolve("..data"), data.getFileName());
            Map<String, String> contents =
                    Map.of("db.password", database.password() + "\n", "app.secret-key", Canary.key() + "\n");
            for (Map.Entry<String, String> content : contents.entrySet()) {
                Files.writeString(data.resolve(content.getKey()), content.getValue());
                Files.createSymbolicLink(secrets.resolve(content.getKey()), Path.of("..data", content.getKey()));
            }
            return secrets;
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    @Override
    public String toString() {
        return "%s on %s".formatted(kind().key(), engine().name().toLowerCase(Locale.ROOT));
    }

    private static Deployment start(
            ServerKind kind,
            Path war,
            Optional<PostgresDatabase> database,
            Optional<Path> secrets,
            Map<String, String> environment) {
        Deployment deployment = new Deployment(RunningServer.start(kind.install(war), environment), database, secrets);
        try {
            deployment.server().awaitReady();
            return deployment;
        } catch (RuntimeException | Error failure) {
            deployment.close();
            throw failure;
        }
    }
}
