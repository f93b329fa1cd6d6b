package org.backendcore.infrastructure.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** On a real H2 in memory; the contract tests ask the same of PostgreSQL. */
final class DatabaseTest {
    private final JdbcDataSource dataSource = new JdbcDataSource();

    @BeforeEach
    void createDatabase() throws SQLException {
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        dataSource.setUser("dev");
        dataSource.setPassword("dev");
        // The first connection makes the database, with whatever password it brings.
        dataSource.getConnection().close();
    }

    @Test
    void isReached() {
        ReachedDatabase database = ReachedDatabase.await(dataSource, Duration.ofSeconds(1));
        assertThat(database.product()).isEqualTo("H2");
    }

    @Test
    void isNotAskedAgainAfterAWrongPassword() {
        dataSource.setPassword("wrong");
        assertThatThrownBy(() -> ReachedDatabase.await(dataSource, Duration.ofHours(1)))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(
                        "the database lets this user not in: check DB_USER and DB_PASSWORD, and pg_hba.conf on PostgreSQL")
                .satisfies(exception ->
                        assertThat(((DatabaseException) exception).temporary()).isFalse());
    }

    @Test
    void isAskedUntilTheTimeIsUp() throws IOException {
        PGSimpleDataSource nobody = new PGSimpleDataSource();
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody.setURL("jdbc:postgresql://127.0.0.1:%d/app".formatted(closed.getLocalPort()));
        }
        assertThatThrownBy(() -> ReachedDatabase.await(nobody, Duration.ofSeconds(1)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("the database does not answer (ConnectException: Connection refused")
                .hasMessageEndingWith("waited 1 s (DB_START_TIMEOUT)")
                .satisfies(exception ->
                        assertThat(((DatabaseException) exception).temporary()).isTrue());
    }

    @Test
    void hasPendingMigrationsAtFirst() {
        assertThatThrownBy(() -> migrations().check())
                .isInstanceOf(DatabaseException.class)
                .hasMessage(
                        "the schema does not fit this release:\n  1. migrations are pending: V1; run 'bin/backend-core migrate', or start once with DB_MIGRATE_ON_START=true");
    }

    @Test
    void isMigratedOnceAndThenUpToDate() {
        Migrations migrations = migrations();
        migrations.apply();
        migrations.apply();
        assertThatCode(migrations::check).doesNotThrowAnyException();
    }

    @Test
    void refusesAnAppliedMigrationThatWasEdited() throws SQLException {
        Migrations migrations = migrations();
        migrations.apply();
        execute("UPDATE \"flyway_schema_history\" SET \"checksum\" = 1 WHERE \"version\" = '1'");
        assertThatThrownBy(migrations::check)
                .isInstanceOf(DatabaseException.class)
                .hasMessage(
                        "the schema does not fit this release:\n  1. V1 (V1__baseline.sql) was changed after it was applied: restore the file as it was, and put the change into a new migration");
        assertThatThrownBy(migrations::apply)
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("V1 (V1__baseline.sql) was changed after it was applied");
    }

    @Test
    void isUpAsLongAsTheWatchSeesIt() throws Exception {
        try (DatabaseWatch watch = new DatabaseWatch(dataSource)) {
            assertThat(watch.state()).isEqualTo(DatabaseState.UP);
            dataSource.setPassword("wrong");
            await(() -> !watch.state().up());
            assertThat(watch.state().problem()).contains("the database refuses the connection");
            dataSource.setPassword("dev");
            await(() -> watch.state().up());
        }
    }

    private Migrations migrations() {
        return new Migrations(dataSource, ReachedDatabase.await(dataSource, Duration.ofSeconds(1)));
    }

    /** Ends by the default time-out of a test, which interrupts it. */
    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(10);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
