package org.backendcore.infrastructure.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.backendcore.infrastructure.process.ExitCode;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flyway's exceptions on a real H2. */
final class FailedMigrationTest {
    @TempDir
    private Path folder;

    @Test
    void saysWhereAndWhyItFailedAndWhatIsLeftOfIt() throws IOException {
        DatabaseException explained = explain("-- first\nSELECT * FROM missing;\n", true);
        assertThat(explained.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(explained)
                .hasMessageStartingWith("the migration V7 (V7__broken.sql, line 2) failed: Table \"MISSING\" not found")
                .hasMessageContaining(" (SQLSTATE 42S02); ")
                .hasMessageEndingWith("; it was rolled back: correct the cause, and migrate again")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            aborted     | it was rolled back: correct the cause, and migrate again
            committed   | it ended its own transaction, and everything before that point was kept: undo that by hand, correct the cause, and migrate again
            in progress | it is unknown whether a part of it was kept: look for it, correct the cause, and migrate again
                        | it is unknown whether a part of it was kept: look for it, correct the cause, and migrate again
            """)
    void saysOnlyWhatTheDatabaseSaysOfItsTransaction(String outcome, String sentence) {
        assertThat(FailedMigration.remains(Optional.ofNullable(outcome))).isEqualTo(sentence);
    }

    @Test
    void saysHowToUndoWhatDidNotRunInATransaction() throws IOException {
        assertThat(explain("SELECT * FROM missing;", false))
                .hasMessageEndingWith(
                        "; it does not run in a transaction, so a part of it may remain, perhaps from an earlier attempt: undo that by hand, then run DELETE FROM \"flyway_schema_history\" WHERE \"version\" = '7' AND NOT \"success\", and migrate again");
    }

    private DatabaseException explain(String sql, boolean inTransaction) throws IOException {
        Files.writeString(folder.resolve("V7__broken.sql"), sql);
        Flyway flyway = Flyway.configure()
                .dataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "dev", "dev")
                .locations("filesystem:" + folder)
                .load();
        return FailedMigration.explain(
                catchThrowableOfType(FlywayMigrateException.class, flyway::migrate),
                inTransaction,
                () -> Optional.of("aborted"));
    }
}
