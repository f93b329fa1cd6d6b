package org.backendcore.servers;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The built WAR, up and ready on one server with one database; closing it stops the server and deletes its folder.
 *
 * @param database the PostgreSQL database; empty on H2
 */
public record Deployment(RunningServer server, Optional<PostgresDatabase> database) implements AutoCloseable {
    public static final Path WAR = Path.of("target", "backend-core.war").toAbsolutePath();

    public static Deployment start(ServerKind kind, Engine engine) {
        return switch (engine) {
            case H2 -> start(kind, Optional.empty(), Map.of("MP_CONFIG_PROFILE", "dev"));
            case POSTGRESQL -> {
                PostgresDatabase database = Postgres.shared().createDatabase();
                yield start(kind, Optional.of(database), production(database));
            }
        };
    }

    /** The environment of the profile 'prod' with that database, which is migrated at the start. */
    public static Map<String, String> production(PostgresDatabase database) {
        return Map.of(
                "MP_CONFIG_PROFILE", "prod",
                "DB_URL", database.url(),
                "DB_USER", database.name(),
                "DB_PASSWORD", database.password(),
                "DB_MIGRATE_ON_START", "true");
    }

    public ServerKind kind() {
        return server.installation().kind();
    }

    public Engine engine() {
        return database.isPresent() ? Engine.POSTGRESQL : Engine.H2;
    }

    @Override
    public void close() {
        server.discard();
    }

    @Override
    public String toString() {
        return "%s on %s".formatted(kind().key(), engine().name().toLowerCase(Locale.ROOT));
    }

    private static Deployment start(
            ServerKind kind, Optional<PostgresDatabase> database, Map<String, String> environment) {
        Deployment deployment = new Deployment(RunningServer.start(kind.install(WAR), environment), database);
        try {
            deployment.server().awaitReady();
            return deployment;
        } catch (RuntimeException | Error failure) {
            deployment.close();
            throw failure;
        }
    }
}
