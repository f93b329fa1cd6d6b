package org.backendcore.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL that checks passwords, one for all tests of a JVM, with a database for each that asks. */
public final class Postgres {
    private static final String ACCESS = """
            host all postgres 127.0.0.1/32 trust
            host all all      127.0.0.1/32 scram-sha-256
            """;

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private static final class Shared {
        static final Postgres INSTANCE = start();
    }

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Started by whoever asks first, and stopped with the JVM. */
    public static Postgres shared() {
        return Shared.INSTANCE;
    }

    private static Postgres start() {
        try {
            return new Postgres(EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(new File("target/postgres"))
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .setDataDirectoryCustomizer(Postgres::checkPasswords)
                    .start());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** An empty database with an owner of its own. */
    public PostgresDatabase createDatabase() {
        return createDatabase(Canary.password());
    }

    /** The same, with a password of the caller's choice. */
    public PostgresDatabase createDatabase(String password) {
        String name = "app" + databases.incrementAndGet();
        PostgresDatabase database = new PostgresDatabase(this, name, password);
        execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(name, password.replace("'", "''")));
        execute("CREATE DATABASE %s OWNER %s".formatted(name, name));
        return database;
    }

    /** The version as the server says it, for example {@code 18.6}. */
    public String version() {
        return query("postgres", "SHOW server_version");
    }

    int port() {
        return server.getPort();
    }

    void execute(String sql) {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException exception) {
            throw new IllegalStateException(sql, exception);
        }
    }

    String query(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : "";
        } catch (SQLException exception) {
            throw new IllegalStateException(sql, exception);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/" + database, "postgres", "");
    }

    private static void checkPasswords(File dataDirectory) {
        try {
            Files.writeString(Path.of(dataDirectory.getPath(), "pg_hba.conf"), ACCESS);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
