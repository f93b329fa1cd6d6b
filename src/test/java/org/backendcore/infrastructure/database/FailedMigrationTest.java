package org.backendcore.infrastructure.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Flyway throws on a real H2. */
final class FailedMigrationTest {
    @TempDir
    private Path folder;

    @Test
    void saysWhereAndWhyItFailedAndWhatIsLeftOfIt() throws IOException {
        DatabaseException explained = explain("-- first\nSELECT * FROM missing;\n");
        assertThat(explained.temporary()).isFalse();
        assertThat(explained)
                .hasMessageStartingWith("the migration V7 (V7__broken.sql, line 2) failed: Table \"MISSING\" not found")
                .hasMessageContaining(" (SQLSTATE 42S02); ")
                .hasMessageEndingWith("; nothing of it was kept: correct the cause, and migrate again")
                .hasMessageNotContaining("\n");
    }

    @Test
    void saysHowToUndoWhatDidNotRunInATransaction() throws IOException {
        Files.writeString(folder.resolve("V7__broken.sql.conf"), "executeInTransaction=false");
        assertThat(explain("SELECT * FROM missing;"))
                .hasMessageEndingWith(
                        "; it does not run in a transaction, so that a part of it may be there, perhaps from an earlier attempt: undo that by hand, then DELETE FROM \"flyway_schema_history\" WHERE \"version\" = '7' AND NOT \"success\", and migrate again");
    }

    private DatabaseException explain(String sql) throws IOException {
        Files.writeString(folder.resolve("V7__broken.sql"), sql);
        Flyway flyway = Flyway.configure()
                .dataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "dev", "dev")
                .locations("filesystem:" + folder)
                .load();
        return FailedMigration.explain(catchThrowableOfType(FlywayMigrateException.class, flyway::migrate));
    }
}
