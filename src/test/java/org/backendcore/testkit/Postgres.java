package org.backendcore.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL that checks passwords, with a database for each test that requests one. One server serves all tests
 * of a JVM; tests that stop or freeze it start their own.
 */
public final class Postgres implements AutoCloseable {
    private static final String ACCESS = """
            host all postgres 127.0.0.1/32 trust
            host all all      127.0.0.1/32 scram-sha-256
            """;

    private final Path data;
    private final int port = FreePort.find();
    private final Optional<SelfSigned> identity;
    private final Optional<Path> binaries;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable EmbeddedPostgres server;

    private static final class Shared {
        static final Postgres INSTANCE = start(Optional.empty(), Optional.empty());
    }

    private Postgres(Path data, Optional<SelfSigned> identity, Optional<Path> binaries) {
        this.data = data;
        this.identity = identity;
        this.binaries = binaries;
    }

    /** Started at its first use, and stopped with the JVM. */
    public static Postgres shared() {
        return Shared.INSTANCE;
    }

    /** A separate server for a test that would disturb others. */
    public static Postgres own() {
        return start(Optional.empty(), Optional.empty());
    }

    /** A server that also accepts TLS connections, with that certificate. */
    public static Postgres withTls(SelfSigned identity) {
        return start(Optional.of(identity), Optional.empty());
    }

    /** A server of another version, from a jar with its binaries for this platform. */
    public static Postgres of(Path binaries) {
        return start(Optional.empty(), Optional.of(binaries));
    }

    private static Postgres start(Optional<SelfSigned> identity, Optional<Path> binaries) {
        try {
            Postgres postgres = new Postgres(Folders.create("postgres"), identity, binaries);
            postgres.start();
            return postgres;
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Starts it again after {@link #stop}, with the same port and the same databases. */
    public void start() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/postgres"))
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(Duration.ofMinutes(1))
                // The default of old versions does not match ACCESS.
                .setServerConfig("password_encryption", "scram-sha-256")
                .setDataDirectoryCustomizer(this::configure);
        identity.ifPresent(unused -> builder.setServerConfig("ssl", "on"));
        binaries.ifPresent(jar -> builder.setPgBinaryResolver((system, architecture) -> open(jar)));
        server = builder.start();
    }

    /** Ends every connection and itself. */
    public void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    /** Stops and deletes it. */
    @Override
    public void close() throws IOException {
        stop();
        Folders.delete(data);
    }

    /** Suspends all its processes: the kernel still accepts connections, but nothing responds. */
    public void freeze() {
        signal("STOP");
    }

    /** Resumes after {@link #freeze}. */
    public void thaw() {
        signal("CONT");
    }

    /** An empty database with its own owner. */
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

    /** The version that the server reports, for example {@code 18.6}. */
    public String version() {
        return query("postgres", "SHOW server_version");
    }

    public int port() {
        return port;
    }

    /** Runs a statement as a superuser, in no database of a test. */
    public void execute(String sql) {
        execute("postgres", sql);
    }

    void execute(String database, String sql) {
        try (Connection connection = connect(database);
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
            return result.next() ? String.valueOf(result.getString(1)) : "";
        } catch (SQLException exception) {
            throw new IllegalStateException(sql, exception);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", "");
    }

    private void signal(String name) {
        try {
            long postmaster = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
            // First the process that would start more; some of the others end by themselves.
            if (!Signals.send(name, postmaster)) {
                throw new IllegalStateException("PostgreSQL is not running");
            }
            ProcessHandle.of(postmaster).stream()
                    .flatMap(ProcessHandle::descendants)
                    .forEach(child -> Signals.send(name, child.pid()));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private void configure(File dataDirectory) {
        try {
            Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
            if (identity.isPresent()) {
                Files.writeString(
                        data.resolve("server.crt"),
                        Files.readString(identity.get().certificate()));
                Path key = data.resolve("server.key");
                Files.writeString(key, identity.get().key());
                Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static InputStream open(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            var entry = file.stream()
                    .filter(each -> each.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow();
            return new ByteArrayInputStream(file.getInputStream(entry).readAllBytes());
        }
    }
}
