package org.backendcore.infrastructure.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.backendcore.infrastructure.process.ExitCode;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** On a real in-memory H2; the contract tests do the same on PostgreSQL. */
final class DatabaseTest {
    private final JdbcDataSource dataSource = new JdbcDataSource();

    @BeforeEach
    void createDatabase() throws SQLException {
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        dataSource.setUser("dev");
        dataSource.setPassword("dev");
        // The first connection creates the database, with any password.
        dataSource.getConnection().close();
    }

    @Test
    void isReached() {
        ReachedDatabase database =
                ReachedDatabase.await(dataSource, Duration.ofSeconds(1), AccountSettings.APPLICATION);
        assertThat(database.product()).isEqualTo("H2");
    }

    @Test
    void isAskedAgainUntilItAnswers() {
        Duration pause = Duration.ofMillis(300);
        AtomicInteger attempts = new AtomicInteger();
        AtomicReference<Thread> asking = new AtomicReference<>();
        DataSource second = (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    asking.set(Thread.currentThread());
                    if (attempts.incrementAndGet() == 1) {
                        throw new SQLException("starts", "57P03");
                    }
                    return dataSource.getConnection();
                });
        long begin = System.nanoTime();
        try (Logged logged = Logged.by(ReachedDatabase.class)) {
            assertThat(ReachedDatabase.await(second, Duration.ofHours(1), AccountSettings.APPLICATION, pause)
                            .product())
                    .isEqualTo("H2");
            assertThat(logged.lines())
                    .containsExactly(
                            "INFO waiting for the database, 3599 s left: the database is starting or stopping, and does not accept connections at the moment (SQLSTATE 57P03)");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(pause);
        assertThat(attempts).hasValue(2);
        assertThat(asking.get()).isNotNull().matches(Thread::isDaemon);
    }

    @Test
    void isNotAskedAgainAfterAWrongPassword() {
        dataSource.setPassword("wrong");
        assertThatThrownBy(() -> ReachedDatabase.await(dataSource, Duration.ofHours(1), AccountSettings.APPLICATION))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(
                        "the database denied access to this user: check DB_USER and DB_PASSWORD, and pg_hba.conf on PostgreSQL")
                .satisfies(exception ->
                        assertThat(((DatabaseException) exception).exitCode()).isEqualTo(ExitCode.CONFIGURATION));
    }

    @Test
    void isAskedUntilTheTimeIsUp() throws IOException {
        PGSimpleDataSource nobody = new PGSimpleDataSource();
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody.setURL("jdbc:postgresql://127.0.0.1:%s/app".formatted(closed.getLocalPort()));
        }
        assertThatThrownBy(() -> ReachedDatabase.await(nobody, Duration.ofSeconds(1), AccountSettings.APPLICATION))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("the database does not answer (ConnectException: Connection refused")
                .hasMessageEndingWith("waited 1 s (DB_START_TIMEOUT)")
                .satisfies(exception ->
                        assertThat(((DatabaseException) exception).exitCode()).isEqualTo(ExitCode.UNAVAILABLE));
    }

    @Test
    void isNotWaitedForWhenItAcceptsAndSaysNothing() throws IOException {
        PGSimpleDataSource silent = new PGSimpleDataSource();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            silent.setURL("jdbc:postgresql://127.0.0.1:%s/app".formatted(socket.getLocalPort()));
            assertThatThrownBy(() -> ReachedDatabase.await(silent, Duration.ofMillis(200), AccountSettings.APPLICATION))
                    .hasMessage(
                            "the database does not answer (no answer): check DB_URL, and that the database is running; waited 0 s (DB_START_TIMEOUT)");
            assertThatThrownBy(() -> ReachedDatabase.once(silent, Duration.ofMillis(200), AccountSettings.APPLICATION))
                    .hasMessage(
                            "the database does not answer (no answer): check DB_URL, and that the database is running");
        }
    }

    /** As PgBouncer responds to an unknown start-up parameter (PostgreSQL, "Message Formats"). */
    @Test
    void isNotWaitedForWhenAPoolerRefusesTheStart() throws Exception {
        PGSimpleDataSource refused = new PGSimpleDataSource();
        byte[] fields = "SFATAL\0C08P01\0Munsupported startup parameter: extra_float_digits\0\0"
                .getBytes(StandardCharsets.UTF_8);
        try (ServerSocket pooler = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                try (Socket client = pooler.accept()) {
                    DataInputStream input = new DataInputStream(client.getInputStream());
                    input.skipNBytes(input.readInt() - Integer.BYTES);
                    DataOutputStream output = new DataOutputStream(client.getOutputStream());
                    output.writeByte('E');
                    output.writeInt(fields.length + Integer.BYTES);
                    output.write(fields);
                } catch (IOException exception) {
                    throw new UncheckedIOException(exception);
                }
            });
            answering.start();
            refused.setURL("jdbc:postgresql://127.0.0.1:%s/app?sslmode=disable&gssEncMode=disable"
                    .formatted(pooler.getLocalPort()));
            refused.setUser("app");
            assertThatThrownBy(() -> ReachedDatabase.await(refused, Duration.ofHours(1), AccountSettings.APPLICATION))
                    .hasMessage(
                            "the database or pooler at DB_URL rejects the connection (SQLSTATE 08P01): FATAL: unsupported startup parameter: extra_float_digits; make the pooler ignore that parameter, or remove it from DB_URL")
                    .isInstanceOfSatisfying(
                            DatabaseException.class,
                            exception -> assertThat(exception.exitCode()).isEqualTo(ExitCode.CONFIGURATION));
            answering.join();
        }
    }

    @Test
    void staysInterruptedWhenSomebodyEndsTheWaiting() throws IOException {
        PGSimpleDataSource silent = new PGSimpleDataSource();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            silent.setURL("jdbc:postgresql://127.0.0.1:%s/app".formatted(socket.getLocalPort()));
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> ReachedDatabase.await(silent, Duration.ofHours(1), AccountSettings.APPLICATION))
                    .hasMessage("the start was interrupted while waiting for the database");
            assertThat(Thread.interrupted()).isTrue();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> ReachedDatabase.once(silent, Duration.ofHours(1), AccountSettings.APPLICATION))
                    .hasMessage("interrupted while waiting for the database");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void isRefusedBeforePostgresql14() {
        assertThatThrownBy(() -> of("PostgreSQL", "13.22", 13).orRefuseAsTooOld())
                .hasMessage("the database is PostgreSQL 13.22, but must be 14 or newer: upgrade it, or check DB_URL")
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        exception -> assertThat(exception.exitCode()).isEqualTo(ExitCode.CONFIGURATION));
        assertThatCode(() -> of("PostgreSQL", "14.0", 14).orRefuseAsTooOld()).doesNotThrowAnyException();
        assertThatCode(() -> of("H2", "2.5", 2).orRefuseAsTooOld()).doesNotThrowAnyException();
    }

    private static ReachedDatabase of(String product, String version, int majorVersion) {
        return new ReachedDatabase(product, version, majorVersion, "jdbc:x", "app", AccountSettings.APPLICATION);
    }

    @Test
    void refusesTablesThatTheseMigrationsDidNotMake() throws SQLException {
        Migrations migrations = migrations();
        execute("CREATE TABLE other (id INT)");
        assertThatThrownBy(migrations::apply)
                .hasMessage(
                        "the database has tables, but no flyway_schema_history: these migrations did not create it; check DB_URL, or use an empty database");
    }

    @Test
    void saysWhyTheMigrationsCannotBeRead() throws SQLException {
        Migrations migrations = migrations();
        dataSource.setPassword("wrong");
        assertThatThrownBy(migrations::check)
                .hasMessage(
                        "the migrations cannot be read or applied: the database denied access to this user: check DB_USER and DB_PASSWORD, and pg_hba.conf on PostgreSQL");
        dataSource.setPassword("dev");
        execute("CREATE TABLE \"flyway_schema_history\" (x INT)");
        assertThatThrownBy(migrations::check)
                .hasMessageStartingWith("the migrations cannot be applied: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void isFineWhenTheSchemaIsNewer() throws SQLException {
        Migrations migrations = migrations();
        migrations.apply();
        add("9998", "later", true);
        add("9999", "broken", false);
        try (Logged logged = Logged.by(Migrations.class)) {
            migrations.check();
            migrations.checkBeforeApplying();
            migrations.apply();
            assertThat(logged.lines())
                    .hasSize(3)
                    .containsOnly(
                            "WARNING the schema is newer than this release, which is fine after a rollback: it also has V9998, V9999, which failed, so a part of it may remain");
        }
    }

    @Test
    void refusesWhatNoMigrationCanCure() throws SQLException {
        Migrations migrations = migrations();
        migrations.apply();
        add("0.5", "former", true);
        add("0.6", "broken", false);
        String report =
                "the schema does not match this release:\n  1. V0.5 (V0.5__former.sql) was applied, but is missing from this release: deploy a release that contains it\n  2. V0.6 (V0.6__broken.sql) failed when it was applied, and a part of it may remain: undo that by hand, then run DELETE FROM \"flyway_schema_history\" WHERE \"version\" = '0.6' AND NOT \"success\", and migrate again";
        assertThatThrownBy(migrations::check).hasMessage(report);
        assertThatThrownBy(migrations::apply).hasMessage(report);
        assertThatThrownBy(migrations::checkBeforeApplying).hasMessage(report);
    }

    @Test
    void refusesAMigrationThatComesTooLate() throws SQLException {
        Migrations migrations = migrations();
        migrations.apply();
        execute("UPDATE \"flyway_schema_history\" SET \"version\" = '9998' WHERE \"version\" = '1'");
        assertThatThrownBy(migrations::check)
                .hasMessage(
                        "the schema does not match this release:\n  1. V1 (V1__baseline.sql) was added after a later migration had been applied, so it will never be applied: give it the next free number");
    }

    private void add(String version, String description, boolean success) throws SQLException {
        execute(
                "INSERT INTO \"flyway_schema_history\" SELECT MAX(\"installed_rank\") + 1, '%s', '%s', 'SQL', 'V%s__%s.sql', 1, 'dev', NOW(), 1, %s FROM \"flyway_schema_history\""
                        .formatted(version, description, version, description, success));
    }

    @Test
    void hasPendingMigrationsAtFirst() {
        assertThatThrownBy(() -> migrations().check())
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("the schema does not match this release:\n  1. migrations are pending: V1")
                .hasMessageEndingWith("; run 'bin/backend-core migrate', or start once with DB_MIGRATE_ON_START=true");
    }

    @Test
    void isMigratedOnceAndThenUpToDate() {
        Migrations migrations = migrations();
        try (Logged logged = Logged.by(Migrations.class)) {
            migrations.checkBeforeApplying();
            migrations.apply();
            migrations.apply();
            migrations.check();
            migrations.checkBeforeApplying();
            assertThat(logged.lines())
                    .hasSize(3)
                    .allMatch(
                            line -> line.matches(
                                    "INFO (the start will apply migrations|applying migrations|migrations applied): V1(, V\\d+)*"))
                    .doesNotHaveDuplicates();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("migrations-reminder");
    }

    /** H2 has roles and privileges like PostgreSQL, but not its locks. */
    @Test
    void letsTheAccountOfTheApplicationReadWhatIsApplied() throws SQLException {
        Migrations migrations = migrations();
        migrations.apply();
        execute("CREATE USER \"AN ACCOUNT\" PASSWORD 'x'");
        execute("CREATE ALIAS pg_advisory_xact_lock FOR \"java.lang.Math.abs(long)\"");
        execute("GRANT ALL ON \"flyway_schema_history\" TO \"AN ACCOUNT\"");
        migrations.letRead("AN ACCOUNT");
        assertThatThrownBy(() -> migrations.letRead("nobody"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("cannot grant DB_USER read access to flyway_schema_history: ");
        // Without the setting, which only dev may change.
        dataSource.setURL(dataSource.getURL().replaceFirst(";.*", ""));
        dataSource.setUser("AN ACCOUNT");
        dataSource.setPassword("x");
        execute("SELECT * FROM \"flyway_schema_history\"");
        assertThatThrownBy(() -> execute("DELETE FROM \"flyway_schema_history\""))
                .hasMessageContaining("Not enough rights");
    }

    @Test
    void refusesAnAppliedMigrationThatWasEdited() throws SQLException {
        Migrations migrations = migrations();
        migrations.apply();
        execute("UPDATE \"flyway_schema_history\" SET \"checksum\" = 1 WHERE \"version\" = '1'");
        assertThatThrownBy(migrations::check)
                .isInstanceOf(DatabaseException.class)
                .hasMessage(
                        "the schema does not match this release:\n  1. V1 (V1__baseline.sql) was changed after it was applied: restore the original file, and put the change into a new migration");
        assertThatThrownBy(migrations::apply)
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("V1 (V1__baseline.sql) was changed after it was applied");
    }

    @Test
    void saysInDevAloneHowTheDatabaseIsMadeAnew() throws SQLException {
        ReachedDatabase database =
                ReachedDatabase.await(dataSource, Duration.ofSeconds(1), AccountSettings.APPLICATION);
        migrations().apply();
        execute("UPDATE \"flyway_schema_history\" SET \"checksum\" = 1 WHERE \"version\" = '1'");
        assertThatThrownBy(new Migrations(dataSource, database, true)::apply)
                .isInstanceOf(DatabaseException.class)
                .hasMessageEndingWith(
                        "put the change into a new migration%n  In dev, if this migration is not released yet (src/main/db/released-migrations.sha256 does not list it): restart the server, which recreates this in-memory database"
                                .formatted());
        assertThatThrownBy(new Migrations(dataSource, database, false)::apply)
                .hasMessageEndingWith("put the change into a new migration");
    }

    private Migrations migrations() {
        return new Migrations(
                dataSource, ReachedDatabase.await(dataSource, Duration.ofSeconds(1), AccountSettings.APPLICATION));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
