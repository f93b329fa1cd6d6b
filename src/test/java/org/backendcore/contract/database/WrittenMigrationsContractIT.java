package org.backendcore.contract.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.backendcore.contract.fixtures.NextRelease;
import org.backendcore.testkit.Await;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.CommandLine;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.Release;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Migrations as people write them, and the messages about them; the servers run the same classes. */
@Execution(ExecutionMode.CONCURRENT)
final class WrittenMigrationsContractIT {
    private static final String FILE = "V9004__more.sql";
    private static final String FAILED = "the migration V9004 (%s, line %%d) failed: ".formatted(FILE);

    private final PostgresDatabase database = Postgres.shared().createDatabase(Canary.difficultPassword());
    private final Map<String, String> environment = new HashMap<>(Deployment.production(database));

    WrittenMigrationsContractIT() {
        environment.remove("DB_MIGRATE_ON_START");
    }

    /** Before any of it runs, including the migrations before it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BEGIN; CREATE TABLE half (id INT); COMMIT; INSERT INTO missing VALUES (1) | line 1 ('BEGIN') begins or ends a transaction
            CREATE TABLE half (id INT); ROLLBACK; CREATE TABLE b (id INT) | line 1 ('ROLLBACK') begins or ends a transaction
            CREATE TABLE half (id INT); /* so */ commit and chain; -- end | line 1 ('commit and chain') begins or ends a transaction
            CREATE TABLE half (id INT); CREATE INDEX CONCURRENTLY i ON half (id); | line 1 ('CREATE INDEX CONCURRENTLY i ON half (id)') runs only outside of a transaction: put it into a file of its own
            CREATE TABLE half (id INT); COPY half FROM stdin; | line 1 ('COPY half FROM stdin') copies rows from or to a client, but a migration has no client: write the rows as INSERT statements
            """)
    void refusesWhatAMigrationMustNotHold(String sql, String sentence) throws Exception {
        try (Release release = NextRelease.with(sql + "\n1\n\\.\n")) {
            for (String[] arguments : new String[][] {{"migrate"}, {"check", "--database"}}) {
                CommandLine.Ended ended = CommandLine.of(release).run(environment, arguments);
                assertThat(ended.exitCode()).as(ended.output()).isEqualTo(78);
                assertThat(ended.output()).contains(FILE + ", " + sentence);
            }
        }
        assertThat(database.query(
                        "SELECT count(*) FROM pg_tables WHERE tablename IN ('half', 'flyway_schema_history')"))
                .isEqualTo("0");
    }

    @Test
    void appliesWhatOnlyLooksLikeIt() throws Exception {
        String applied = migrate("""
                CREATE TABLE half (id INT, "commit" TEXT);
                SAVEPOINT a; INSERT INTO half VALUES (1); ROLLBACK TO a; RELEASE a;
                INSERT INTO half VALUES (2, 'Hello ${name}, ''BEGIN; COMMIT;''');
                DO $$ BEGIN INSERT INTO half VALUES (3); END $$;
                CREATE FUNCTION f() RETURNS INT LANGUAGE plpgsql AS $f$ BEGIN RETURN 1; END; $f$;
                CREATE FUNCTION g() RETURNS INT LANGUAGE sql BEGIN ATOMIC SELECT 1; END;
                -- COMMIT;
                """, 0);
        assertThat(applied).contains("V9004");
        assertThat(database.query("SELECT string_agg(id || coalesce(\"commit\", ''), ',' ORDER BY id) FROM half"))
                .isEqualTo("2Hello ${name}, 'BEGIN; COMMIT;',3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            REINDEX INDEX CONCURRENTLY later_notes_pkey
            ALTER TABLE parts DETACH PARTITION part CONCURRENTLY
            """)
    void saysHowToRunWhatATransactionMayNotHold(String sql) throws Exception {
        migrate("SELECT 1", 0);
        database.execute("DELETE FROM flyway_schema_history WHERE version = '9004'");
        database.execute("CREATE TABLE parts (id INT) PARTITION BY LIST (id)");
        database.execute("CREATE TABLE part PARTITION OF parts FOR VALUES IN (1)");
        database.execute("ALTER TABLE parts OWNER TO " + database.name());
        database.execute("ALTER TABLE part OWNER TO " + database.name());
        assertThat(migrate(sql, 78))
                .contains(FAILED.formatted(1))
                .contains(
                        "(SQLSTATE 25001); it was rolled back: correct the cause, and migrate again; put such a statement into a file of its own, here V9004__more.sql, and 'executeInTransaction=false' into V9004__more.sql.conf beside it");
        try (Release release = NextRelease.with(
                StandardCharsets.UTF_8, Map.of(FILE, sql, FILE + ".conf", "executeInTransaction=false\n"))) {
            assertThat(run(release, 0)).contains("V9004");
        }
    }

    /** A standby, or a database that has been made read-only. */
    @Test
    void saysThatTheDatabaseIsReadOnly() throws Exception {
        database.execute("ALTER DATABASE %s SET default_transaction_read_only = on".formatted(database.name()));
        assertThat(migrate("SELECT 1", 78))
                .endsWith(
                        "the migrations cannot be read or applied: the database is read-only (SQLSTATE 25006): it is a standby, or default_transaction_read_only or readOnly is set; check DB_URL, and set targetServerType=primary if it names several servers\n");
    }

    /** It has its own transaction if Flyway adds none. */
    @Test
    void leavesTransactionsToAMigrationWithoutOne() throws Exception {
        try (Release release = NextRelease.with(
                StandardCharsets.UTF_8,
                Map.of(
                        FILE,
                        "BEGIN; CREATE TABLE half (id INT); COMMIT;",
                        FILE + ".conf",
                        "executeInTransaction=false\n"))) {
            assertThat(run(release, 0)).contains("V9004");
        }
        assertThat(database.query("SELECT count(*) FROM half")).isEqualTo("0");
    }

    /** As dumps of PostgreSQL set it, and more. */
    @Test
    void beginsEveryMigrationInTheSameSession() throws Exception {
        schema("app");
        environment.put("DB_URL", database.url() + "?currentSchema=app&options=-c%20lock_timeout=7000");
        environment.put("TZ", "Asia/Kolkata");
        String look = """
                INSERT INTO seen SELECT concat_ws(' ', current_schema(), current_setting('TimeZone'), current_user,
                    current_setting('standard_conforming_strings'), current_setting('check_function_bodies'),
                    current_setting('lock_timeout'), current_setting('transaction_read_only'), count(*)) FROM pg_listening_channels();
                """;
        Map<String, String> files =
                Map.of(FILE, "CREATE TABLE seen (what TEXT);\n" + look + """
                CREATE TEMPORARY TABLE temporary (id INT);
                PREPARE asked AS SELECT 1;
                LISTEN anything;
                SELECT pg_catalog.set_config('search_path', '', false);
                SET TimeZone = 'America/New_York';
                SET standard_conforming_strings = off;
                SET check_function_bodies = false;
                SET lock_timeout = 1;
                SET default_transaction_read_only = on;
                """, "V9005__after.sql", """
                CREATE TEMPORARY TABLE temporary (id INT);
                PREPARE asked AS SELECT 1;
                """ + look);
        try (Release release = NextRelease.with(StandardCharsets.UTF_8, files)) {
            run(release, 0);
        }
        assertThat(database.query("SELECT count(*) || ' ' || min(what) FROM app.seen GROUP BY what"))
                .isEqualTo("2 app UTC %s on on 7s off 0".formatted(database.name()));
    }

    @Test
    void namesAFileThatIsNotUtf8() throws Exception {
        try (Release release = NextRelease.with(
                StandardCharsets.ISO_8859_1, Map.of(FILE, "CREATE TABLE half (name TEXT DEFAULT 'Müller')"))) {
            assertThat(run(release, 78)).contains("is not UTF-8").contains(FILE);
        }
    }

    /** An exception that a statement raises is its own failure, whatever its SQLSTATE. */
    @ParameterizedTest
    @CsvSource({"08001", "08006", "57P01", "57P03", "53300"})
    void saysThatAMigrationFailedWhateverItRaises(String sqlState) throws Exception {
        assertThat(migrate("DO $$ BEGIN RAISE 'so' USING ERRCODE = '%s'; END $$".formatted(sqlState), 78))
                .contains(FAILED.formatted(1) + "ERROR: so")
                .contains(
                        "(SQLSTATE %s); it was rolled back: correct the cause, and migrate again".formatted(sqlState));
    }

    /** Detected only at the end of the transaction. */
    @Test
    void saysWhatFailsAtTheEndOfTheTransaction() throws Exception {
        String output = migrate("""
                CREATE TABLE half (id INT PRIMARY KEY);
                CREATE TABLE other (id INT REFERENCES half DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO other VALUES (1);
                """, 78);
        assertThat(output)
                .contains(
                        "the migration V9004 (V9004__more.sql) failed at the end of its transaction: ERROR: insert or update on table \"other\" violates foreign key constraint")
                .contains("(SQLSTATE 23503); it was rolled back: correct the cause, and migrate again");
        assertThat(database.query("SELECT count(*) FROM pg_tables WHERE tablename = 'half'"))
                .isEqualTo("0");
    }

    @Test
    void isInterruptedWhenTheSessionIsEnded() throws Exception {
        try (Release slow = NextRelease.with("SELECT pg_sleep(603)");
                CommandLine.Running running = CommandLine.of(slow).start(environment, "migrate")) {
            String sleeping =
                    "FROM pg_stat_activity WHERE state = 'active' AND datname = current_database() AND query LIKE 'SELECT pg_sleep(603)%'";
            Await.until(
                    "it sleeps",
                    () -> database.query("SELECT count(*) " + sleeping).equals("1"));
            database.execute("SELECT pg_terminate_backend(pid) " + sleeping);
            CommandLine.Ended ended = running.awaitEnd();
            assertThat(ended.exitCode()).as(ended.output()).isEqualTo(69);
            assertThat(ended.output())
                    .contains(
                            "was interrupted; the next start continues: the database is shutting down, or has ended the connection (SQLSTATE 57P01)");
        }
    }

    /** PostgreSQL does not mention such a schema; it only reports that there are no tables. */
    @Test
    void saysWhichSchemaAnAccountMayNotUse() throws Exception {
        String password = Canary.password();
        String role = database.name() + "_app";
        database.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, password));
        database.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
        Map<String, String> migrating = new HashMap<>(environment);
        migrating.put("DB_USER", role);
        migrating.put("DB_PASSWORD", password);
        migrating.put("DB_MIGRATE_USER", database.name());
        migrating.put("DB_MIGRATE_PASSWORD", database.password());
        database.execute("GRANT ALL ON SCHEMA public TO " + database.name());
        CommandLine.Ended migrated = CommandLine.OF_THE_DIST.run(migrating, "migrate");
        assertThat(migrated.exitCode()).as(migrated.output()).isZero();

        CommandLine.Ended check = CommandLine.OF_THE_DIST.run(migrating, "check", "--database");
        assertThat(check.exitCode()).isEqualTo(78);
        String grant = "GRANT USAGE ON SCHEMA public TO " + role;
        assertThat(check.output())
                .contains("the account lacks the USAGE privilege on a schema of its search path (\"$user\", public): "
                        + grant);
        database.execute(grant);
        assertThat(CommandLine.OF_THE_DIST.run(migrating, "check", "--database").exitCode())
                .isZero();
    }

    /** PostgreSQL folds unquoted names, and a comma in quotes is part of the name. */
    @Test
    void readsTheSearchPathAsPostgresqlDoes() throws Exception {
        database.execute("CREATE SCHEMA \"UP\"");
        database.execute("CREATE SCHEMA \"My,Schema\"");
        environment.put("DB_URL", database.url() + "?currentSchema=UP");
        assertThat(CommandLine.OF_THE_DIST.run(environment, "migrate").output())
                .startsWith("no schema of the account's search path (UP) exists");
        environment.put("DB_URL", database.url() + "?currentSchema=up,%22My,Schema%22");
        assertThat(CommandLine.OF_THE_DIST.run(environment, "migrate").output())
                .startsWith(
                        "the account lacks the USAGE privilege on a schema of its search path (up,\"My,Schema\"): GRANT USAGE ON SCHEMA \"My,Schema\" TO "
                                + database.name());
    }

    @Test
    void saysThatASchemaIsMissing() throws Exception {
        environment.put("DB_URL", database.url() + "?currentSchema=missing");
        for (String[] arguments : new String[][] {{"migrate"}, {"check", "--database"}}) {
            CommandLine.Ended ended = CommandLine.OF_THE_DIST.run(environment, arguments);
            assertThat(ended.exitCode()).isEqualTo(78);
            assertThat(ended.output())
                    .contains(
                            "no schema of the account's search path (missing) exists: create one, or correct currentSchema in DB_URL or the account's search_path");
        }
    }

    /** A schema named after the migrating account comes first for that account only. */
    @Test
    void saysThatTheMigrationsAreInAnotherSchema() throws Exception {
        environment.put("DB_URL", database.url() + "?currentSchema=one");
        schema("one");
        schema("two");
        CommandLine.OF_THE_DIST.run(environment, "migrate");
        environment.put("DB_URL", database.url() + "?currentSchema=two");
        assertThat(CommandLine.OF_THE_DIST
                        .run(environment, "check", "--database")
                        .output())
                .contains(
                        "; flyway_schema_history is not in the schema of this account, two, but in one: if it belongs to this application, DB_USER and the account that migrates need the same search_path");
    }

    /** For the account, which does not own the database's other schemas. */
    private void schema(String name) {
        database.execute("CREATE SCHEMA %s AUTHORIZATION %s".formatted(name, database.name()));
    }

    private String migrate(String sql, int exitCode) throws Exception {
        try (Release release = NextRelease.with(sql)) {
            return run(release, exitCode);
        }
    }

    private String run(Release release, int exitCode) throws Exception {
        CommandLine.Ended ended = CommandLine.of(release).run(environment, "migrate");
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(exitCode);
        return ended.output();
    }
}
