package org.backendcore.contract.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backendcore.contract.fixtures.Applied;
import org.backendcore.contract.fixtures.NextRelease;
import org.backendcore.testkit.Await;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.CommandLine;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.Release;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * {@code bin/backend-core migrate} and {@code check --database}, of this release and of a later one, on a real
 * PostgreSQL.
 */
@Execution(ExecutionMode.CONCURRENT)
final class MigrateContractIT {
    private static final String ALL = String.join(",", NextRelease.versions());
    private static final String ALL_NAMES = String.join(", ", NextRelease.names(NextRelease.versions()));
    private static final String OWN_NAMES = String.join(", ", NextRelease.names(NextRelease.OWN));

    private static final Release NEXT = NextRelease.create();

    private final PostgresDatabase database = Postgres.shared().createDatabase(Canary.difficultPassword());
    private final Map<String, String> environment = new HashMap<>(Deployment.production(database));

    MigrateContractIT() {
        environment.remove("DB_MIGRATE_ON_START");
    }

    @AfterAll
    static void close() {
        NEXT.close();
    }

    @Test
    void appliesWhatIsPendingAndThenNothing() throws Exception {
        assertThat(migrate(NEXT)).isEqualTo(new CommandLine.Ended(0, """
                applying migrations: %1$s
                migrations applied: %1$s
                the schema is up to date (PostgreSQL %2$s as '%3$s')
                """.formatted(
                        ALL_NAMES, Postgres.shared().version(), database.name())));
        assertThat(migrate(NEXT))
                .isEqualTo(new CommandLine.Ended(
                        0,
                        "the schema is up to date (PostgreSQL %s as '%s')%n"
                                .formatted(Postgres.shared().version(), database.name())));
        assertThat(applied()).isEqualTo(ALL);
    }

    /** A number in SQL has ASCII digits, and PostgreSQL does not know every time zone of a JVM. */
    @Test
    void appliesTheSameInAnyLocale() throws Exception {
        environment.put("JDK_JAVA_OPTIONS", "-Duser.language=fa -Duser.country=IR -Duser.timezone=VST");
        environment.put("DB_MIGRATE_USER", database.name());
        environment.put("DB_MIGRATE_PASSWORD", database.password());
        environment.put("DB_USER", role(Canary.password()));
        CommandLine.Ended ended = migrate(NEXT);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("the schema is up to date");
    }

    /**
     * The database accepts nobody until all ten have tried to connect; the slow migration keeps the first of them busy.
     */
    @Test
    void isSafeTenTimesAtOnce() throws Exception {
        environment.put("DB_START_TIMEOUT", "120s");
        environment.put("DB_MIGRATE_USER", database.name());
        environment.put("DB_MIGRATE_PASSWORD", database.password());
        environment.put("DB_USER", role(Canary.password()));
        database.admitNobody();
        List<CommandLine.Running> running = new ArrayList<>();
        try (Release slow = NextRelease.with("SELECT pg_sleep(2)")) {
            for (int count = 0; count < 10; count++) {
                running.add(CommandLine.of(slow).start(environment, "migrate"));
            }
            for (CommandLine.Running each : running) {
                Await.until("all wait", () -> each.output().contains("waiting for the database"));
            }
            database.admit();
            List<String> outputs = new ArrayList<>();
            for (CommandLine.Running each : running) {
                CommandLine.Ended ended = each.awaitEnd();
                assertThat(ended.exitCode()).as(ended.output()).isZero();
                assertThat(ended.output()).contains("the schema is up to date");
                outputs.add(ended.output());
            }
            assertThat(Applied.in(outputs))
                    .containsExactlyElementsOf(NextRelease.names(NextRelease.versionsWithMore()));
            assertThat(applied()).isEqualTo(ALL + "," + NextRelease.MORE);
        } finally {
            for (CommandLine.Running each : running) {
                each.close();
            }
        }
    }

    /** The migration would take ten minutes; PostgreSQL notices much sooner that its client is gone. */
    @Test
    void healsWhenItWasKilledInTheMiddle() throws Exception {
        try (Release slow = NextRelease.with("CREATE TABLE half (id INT); SELECT pg_sleep(600)");
                CommandLine.Running killed = CommandLine.of(slow).start(environment, "migrate")) {
            Await.until("it sleeps", () -> sessions("SELECT pg_sleep(600)%").equals("1"));
            killed.kill();
            try (Release corrected = NextRelease.with("CREATE TABLE half (id INT)")) {
                CommandLine.Ended ended = migrate(corrected);
                assertThat(ended.exitCode()).as(ended.output()).isZero();
            }
            assertThat(sessions("SELECT pg_sleep(600)%")).isEqualTo("0");
            assertThat(applied()).isEqualTo(ALL + "," + NextRelease.MORE);
        }
    }

    /** An orchestrator that ends it must not leave a process behind that continues. */
    @Test
    void endsWhenItIsAskedTo() throws Exception {
        try (Release slow = NextRelease.with("SELECT pg_sleep(601)");
                CommandLine.Running asked = CommandLine.of(slow).start(environment, "migrate")) {
            Await.until("it sleeps", () -> sessions("SELECT pg_sleep(601)%").equals("1"));
            asked.process().destroy();
            assertThat(asked.awaitEnd().exitCode()).isEqualTo(143);
            Await.until("it is gone", () -> sessions("SELECT pg_sleep(601)%").equals("0"));
        }
    }

    /** PostgreSQL keeps an invalid index then; the message gives the remedy. */
    @Test
    void saysWhatToDoWhenItWasKilledOutsideOfATransaction() throws Exception {
        migrate(NEXT);
        String sql = "CREATE INDEX CONCURRENTLY half ON later_notes (name)";
        try (Release index = NextRelease.with(sql)) {
            try (Connection other = DriverManager.getConnection(database.url(), database.name(), database.password());
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute("UPDATE later_notes SET name = 'x'");
                try (CommandLine.Running killed = CommandLine.of(index).start(environment, "migrate")) {
                    Await.until(
                            "it waits for the other", () -> sessions(sql + "%").equals("1"));
                    killed.kill();
                }
                Await.until("it is gone", () -> sessions(sql + "%").equals("0"));
                other.rollback();
            }
            CommandLine.Ended ended = migrate(index);
            assertThat(ended.exitCode()).isEqualTo(78);
            assertThat(ended.output())
                    .contains(
                            "the migration V9004 (V9004__more.sql, line 1) failed: ERROR: relation \"half\" already exists (SQLSTATE 42P07); it does not run in a transaction, so a part of it may remain, perhaps from an earlier attempt: undo that by hand, then run DELETE FROM \"flyway_schema_history\" WHERE \"version\" = '9004' AND NOT \"success\", and migrate again");
            assertThat(migrate(index).output())
                    .contains("V9004 (V9004__more.sql) failed when it was applied, and a part of it may remain");

            database.execute("DROP INDEX half");
            database.execute("DELETE FROM \"flyway_schema_history\" WHERE \"version\" = '9004' AND NOT \"success\"");
            assertThat(migrate(index).exitCode()).isZero();
            assertThat(applied()).isEqualTo(ALL + "," + NextRelease.MORE);
        }
    }

    @Test
    void saysWhatIsWrongWithAMigrationAndKeepsNothingOfIt() throws Exception {
        try (Release broken = NextRelease.with("CREATE TABLE half (id INT);\n\nINSERT INTO missing VALUES (1)")) {
            CommandLine.Ended ended = migrate(broken);
            assertThat(ended.exitCode()).isEqualTo(78);
            assertThat(ended.output())
                    .contains(
                            "the migration V9004 (V9004__more.sql, line 3) failed: ERROR: relation \"missing\" does not exist (SQLSTATE 42P01); it was rolled back: correct the cause, and migrate again");
        }
        assertThat(applied()).isEqualTo(ALL);
        assertThat(database.query("SELECT count(*) FROM pg_tables WHERE tablename = 'half'"))
                .isEqualTo("0");
    }

    @Test
    void saysThatADatabaseIsSomebodyElses() throws Exception {
        database.execute("CREATE TABLE theirs (id INT)");
        CommandLine.Ended ended = migrate(NEXT);
        assertThat(ended.exitCode()).isEqualTo(78);
        assertThat(ended.output())
                .contains(
                        "the database has tables, but no flyway_schema_history: these migrations did not create it; check DB_URL, or use an empty database");
    }

    @Test
    void checksTheDatabase() throws Exception {
        assertThat(check(NEXT).output())
                .contains("1. migrations are pending: %s; run 'bin/backend-core migrate'".formatted(ALL_NAMES));
        migrate(NEXT);
        assertThat(check(NEXT))
                .isEqualTo(new CommandLine.Ended(
                        0,
                        "the settings are valid (profile 'prod')%nthe database is ready (PostgreSQL %s as '%s')%n"
                                .formatted(Postgres.shared().version(), database.name())));
        CommandLine.Ended older = CommandLine.OF_THE_DIST.run(environment, "check", "--database");
        assertThat(older.exitCode()).isZero();
        assertThat(older.output())
                .containsOnlyOnce("the schema is newer than this release, which is fine after a rollback: it also has "
                        + OWN_NAMES);
    }

    @Test
    void leavesANewerSchemaAsItIs() throws Exception {
        migrate(NEXT);
        CommandLine.Ended older = CommandLine.OF_THE_DIST.run(environment, "migrate");
        assertThat(older.exitCode()).isZero();
        assertThat(older.output()).startsWith("the schema is newer than this release");
        assertThat(applied()).isEqualTo(ALL);
    }

    @Test
    void refusesAMigrationThatCameTooLate() throws Exception {
        migrate(NEXT);
        database.execute("DELETE FROM flyway_schema_history WHERE version = '9001'");
        CommandLine.Ended ended = migrate(NEXT);
        assertThat(ended.exitCode()).isEqualTo(78);
        assertThat(ended.output())
                .contains(
                        "1. V9001 (V9001__later_notes.sql) was added after a later migration had been applied, so it will never be applied: give it the next free number");
    }

    @Test
    void saysWhatTheAccountLacks() throws Exception {
        migrate(NEXT);
        String password = Canary.password();
        environment.put("DB_USER", role(password));
        environment.put("DB_PASSWORD", password);
        CommandLine.Ended ended = check(NEXT);
        assertThat(ended.exitCode()).isEqualTo(78);
        assertThat(ended.output()).contains("the account lacks a privilege (SQLSTATE 42501)");
    }

    /** Both servers run the same check; the binaries of such an old version exist for one platform only. */
    @Test
    void refusesATooOldPostgresql() throws Exception {
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "the binaries of PostgreSQL 13 are for Linux on x86-64");
        try (Postgres old = Postgres.of(Path.of("target/postgres-13.jar"))) {
            PostgresDatabase there = old.createDatabase();
            environment.putAll(Map.of("DB_URL", there.url(), "DB_USER", there.name(), "DB_PASSWORD", there.password()));
            String refused = "the database is PostgreSQL %s, but must be 14 or newer: upgrade it, or check DB_URL%n"
                    .formatted(old.version());
            assertThat(migrate(NEXT)).isEqualTo(new CommandLine.Ended(78, refused));
            assertThat(check(NEXT).output()).endsWith(refused);
        }
    }

    @Test
    void refusesADatabaseThatDoesNotExist() throws Exception {
        environment.put("DB_URL", database.url() + "_missing");
        assertThat(migrate(NEXT))
                .isEqualTo(new CommandLine.Ended(
                        78, "the database named in DB_URL does not exist: check DB_URL, or create the database\n"));
    }

    @Test
    void namesTheAccountThatIsRefused() throws Exception {
        environment.put("DB_MIGRATE_USER", role(Canary.password()));
        environment.put("DB_MIGRATE_PASSWORD", Canary.password());
        String refused =
                "the database rejected the user or the password: check DB_MIGRATE_USER and DB_MIGRATE_PASSWORD";
        assertThat(migrate(NEXT)).isEqualTo(new CommandLine.Ended(78, refused + "\n"));
        assertThat(check(NEXT))
                .isEqualTo(
                        new CommandLine.Ended(78, "the settings are valid (profile 'prod')%n%s%n".formatted(refused)));
    }

    @Test
    void waitsForTheDatabaseAndGivesUp() throws Exception {
        database.admitNobody();
        // Long enough for a second attempt on a busy machine, where the first one takes seconds.
        environment.put("DB_START_TIMEOUT", "10s");
        CommandLine.Ended ended = migrate(NEXT);
        assertThat(ended.exitCode()).isEqualTo(69);
        assertThat(ended.output()).contains("waiting for the database").contains("waited 10 s (DB_START_TIMEOUT)");
    }

    @Test
    void leavesH2ToTheServer() throws Exception {
        CommandLine.Ended ended = CommandLine.OF_THE_DIST.run(Map.of("MP_CONFIG_PROFILE", "dev"), "migrate");
        assertThat(ended.exitCode()).isEqualTo(78);
        assertThat(ended.output()).contains("'db.url' is an H2 database, which is part of the server");
    }

    private CommandLine.Ended migrate(Release release) throws Exception {
        return CommandLine.of(release).run(environment, "migrate");
    }

    private CommandLine.Ended check(Release release) throws Exception {
        return CommandLine.of(release).run(environment, "check", "--database");
    }

    /** Another account, which owns nothing. */
    private String role(String password) {
        String role = database.name() + "_app";
        database.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, password));
        return role;
    }

    private String applied() {
        return database.query(
                "SELECT string_agg(version, ',' ORDER BY installed_rank) FROM flyway_schema_history WHERE success");
    }

    private String sessions(String query) {
        return database.query(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND datname = current_database() AND query LIKE '%s'"
                        .formatted(query));
    }
}
