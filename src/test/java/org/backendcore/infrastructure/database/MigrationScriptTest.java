package org.backendcore.infrastructure.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MigrationScriptTest {
    private static final Path RESOURCES = Path.of("src/main/resources/db");

    /** The migrations of this release, so that the build finds problems that would make a start on PostgreSQL fail. */
    @ParameterizedTest
    @MethodSource("files")
    void findsNothingInThoseOfThisRelease(Path file) {
        String name = file.getFileName().toString();
        assertThat(MigrationScript.read(name, other -> bytes(file.resolveSibling(other)))
                        .orElseThrow()
                        .problems())
                .isEmpty();
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> folders =
                Stream.of("migration", "migration-postgresql").map(RESOURCES::resolve)) {
            return folders.flatMap(MigrationScriptTest::list)
                    .filter(file -> file.toString().endsWith(".sql"))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN",
                "begin transaction",
                "START TRANSACTION",
                "COMMIT",
                "commit work",
                "COMMIT AND NO CHAIN",
                "END",
                "ABORT",
                "ROLLBACK",
                "rollback work",
                "PREPARE TRANSACTION 'x'",
                "/* a */ COMMIT -- b",
                "-- a\nCOMMIT",
                "COPY t FROM STDIN",
                "copy t (a, b) from stdin with (format csv)",
                "COPY t TO STDOUT",
                "DISCARD ALL",
                "SELECT pg_catalog.pg_advisory_unlock_all()",
                "CREATE INDEX CONCURRENTLY i ON t (a)",
                "VACUUM t",
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                "\\restrict abc",
                "/* a /* nested */ one */ COMMIT",
                "SELECT e'it\\'s'; COMMIT",
                "SELECT 'a\\'; COMMIT; SELECT '",
                "CREATE FUNCTION f(INT) RETURNS INT LANGUAGE sql RETURN $1 + 1; COMMIT",
                "PREPARE q(INT) AS SELECT $1; COMMIT",
                "COPY \"t--x\" FROM stdin"
            })
    void mustNotHoldThese(String statement) {
        String text = "CREATE TABLE t (a INT);\n\n%s;\n".formatted(statement);
        assertThat(new MigrationScript("V2__x.sql", text, new Properties()).problems())
                .singleElement()
                .asString()
                .matches(
                        "V2__x.sql, line [3456] \\('.*'\\) (begins or ends a transaction|copies rows from or to a client|releases the lock|runs only outside of a transaction|comes too late|is a psql meta-command).*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SAVEPOINT a; ROLLBACK TO a; ROLLBACK WORK TO SAVEPOINT a; RELEASE a",
                "INSERT INTO t VALUES ('COMMIT;')",
                "DO $$ BEGIN NULL; END $$",
                "CREATE FUNCTION f() RETURNS INT LANGUAGE sql BEGIN ATOMIC SELECT 1; END",
                "CREATE PROCEDURE p() LANGUAGE plpgsql AS $p$ BEGIN COMMIT; END; $p$",
                "PREPARE asked AS SELECT 1",
                "COPY t FROM '/file'",
                "-- COMMIT;",
                "/* COMMIT; */ SELECT 1",
                "CREATE TABLE \"commit\" (a INT)",
                "CREATE INDEX CONCURRENTLY i ON t (a)",
                "VACUUM t",
                "SELECT e'it\\'s; COMMIT; '",
                "SELECT $a$ COMMIT; $b$ ; COMMIT; $a$",
                "SELECT a$b$c; SELECT a$b$c FROM t",
                "SELECT U&'d\\0061t'; SELECT B'1', X'F'",
                "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM t; COMMIT)",
                "CREATE TYPE e AS ENUM ('a'); ALTER TYPE e ADD VALUE 'b'",
                "CREATE FUNCTION f() RETURNS TEXT LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN 1 = 1 THEN CASE WHEN 1 = 2 THEN 'x' ELSE 'y' END ELSE 'z' END; SELECT 'b'; END",
                "CREATE FUNCTION f(INT) RETURNS INT LANGUAGE sql BEGIN ATOMIC SELECT $1 AS end; SELECT t.case FROM t; END",
                "CREATE FUNCTION f(INT) RETURNS INT LANGUAGE sql RETURN $1 + 1; SELECT 1",
                "PREPARE transaction AS SELECT 1",
                "COPY t TO PROGRAM $$cat > from stdin$$",
                "COPY \"from stdin\" FROM '/file'",
                "REVOKE EXECUTE ON FUNCTION pg_advisory_unlock_all() FROM PUBLIC",
                "INSERT INTO t VALUES ('pg_advisory_unlock_all()')",
                "BEGIN_WORK(); COMMITTED()",
                ""
            })
    void mayHoldThese(String statements) {
        for (String end : List.of(";\n", "", "\n-- the end")) {
            assertThat(new MigrationScript("V2__x.sql", statements + end, new Properties()).problems())
                    .isEmpty();
        }
    }

    @Test
    void mayHaveTransactionsOfItsOwnWhereItIsNone() {
        Map<String, byte[]> files = Map.of(
                "V2__x.sql",
                "BEGIN; COMMIT;".getBytes(StandardCharsets.UTF_8),
                "V2__x.sql.conf",
                "executeInTransaction=false".getBytes(StandardCharsets.UTF_8));
        assertThat(MigrationScript.read("V2__x.sql", name -> Optional.ofNullable(files.get(name)))
                        .orElseThrow()
                        .problems())
                .isEmpty();
    }

    /** Quoted text may be a secret. */
    @Test
    void showsNothingThatIsQuoted() {
        assertThat(new MigrationScript(
                                "V2__x.sql",
                                "SELECT 1;\n/* a\n */ create subscription s CONNECTION 'password=canary' PUBLICATION \"p\";",
                                new Properties())
                        .problems())
                .containsExactly(
                        "V2__x.sql, line 3 ('create subscription s CONNECTION '' PUBLICATION \"\"') runs only outside of a transaction: put it into a file of its own");
    }

    @Test
    void mayHaveNoOtherOption() {
        Properties options = new Properties();
        options.setProperty("shouldExecute", "false");
        assertThat(new MigrationScript("V2__x.sql", "SELECT 1", options).problems())
                .containsExactly("V2__x.sql.conf may contain only 'executeInTransaction=false'");
    }

    /** A parser that scans the rest of the text for each part of it would need minutes. */
    @Test
    void isReadInOneGo() {
        String text = "INSERT INTO t VALUES " + "(1, 'glob/* ', $$x$$, e'\\''), ".repeat(100_000) + "(2);";
        assertThat(new MigrationScript("V2__x.sql", text, new Properties()).problems())
                .isEmpty();
    }

    @Test
    void mustBeUtf8() {
        byte[] latin = "SELECT 'ü'".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> MigrationScript.read(
                        "V2__x.sql", name -> Optional.of(latin).filter(bytes -> name.equals("V2__x.sql"))))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("the migration V2__x.sql is not UTF-8: save it as UTF-8, and build again");
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static Optional<byte[]> bytes(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
