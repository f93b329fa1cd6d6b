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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MigrationScriptTest {
    private static final Path RESOURCES = Path.of("src/main/resources/db");

    /** Those of this release, so that the build finds what a start on PostgreSQL would refuse. */
    @ParameterizedTest
    @MethodSource("files")
    void areRight(Path file) {
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
                "SELECT pg_advisory_unlock_all()"
            })
    void mustNotHoldThese(String statement) {
        String text = "CREATE TABLE t (a INT);\n\n%s;\n".formatted(statement);
        assertThat(new MigrationScript("V2__x.sql", text, true).problems())
                .singleElement()
                .asString()
                .matches(
                        "V2__x.sql, line [34] \\('.*'\\) (begins or ends a transaction|takes rows from a client|gives up the lock).*");
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
                "CREATE INDEX CONCURRENTLY i ON t (a); DROP INDEX CONCURRENTLY j",
                ""
            })
    void mayHoldThese(String statements) {
        for (String end : List.of(";\n", "", "\n-- the end")) {
            assertThat(new MigrationScript("V2__x.sql", statements + end, true).problems())
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
