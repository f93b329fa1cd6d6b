package org.backendcore.infrastructure.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Released migrations must not change, because databases have applied them.
 * {@code ./mvnw test -Dtest=ReleasedMigrationsTest -Drelease} adds the new migrations to the list.
 */
final class ReleasedMigrationsTest {
    private static final Path LIST = Path.of("src/main/db/released-migrations.sha256");

    @Test
    void areAsTheyWere() throws IOException {
        MigrationFiles files = MigrationFiles.in(Path.of("src/main/resources"));
        SortedMap<String, String> released = MigrationFiles.readList(LIST);
        assertThat(files.problems(released))
                .as("a released migration must never be edited, renamed or removed: put the change into a new one")
                .isEmpty();
        if (System.getProperty("release") != null) {
            MigrationFiles.writeList(LIST, files.checksums());
        }
    }

    @Test
    void areListed() throws IOException {
        assertThat(MigrationFiles.readList(LIST)).containsKey("db/migration/V1__baseline.sql");
    }

    @Test
    void noticesWhatWasDoneToThem(@TempDir Path folder) throws IOException {
        write(folder, "db/migration/V1__one.sql", "SELECT 1;\n");
        write(folder, "db/migration-postgresql/V2__two.sql", "SELECT 2;\n");
        write(folder, "db/migration-h2/V2__two.sql", "SELECT 2;\n");
        SortedMap<String, String> released = MigrationFiles.in(folder).checksums();
        assertThat(MigrationFiles.in(folder).problems(released)).isEmpty();

        write(folder, "db/migration/V1__one.sql", "SELECT 1;\r\n");
        assertThat(MigrationFiles.in(folder).problems(released)).as("line ends").isEmpty();
        write(folder, "db/migration/V1__one.sql", "SELECT 11;\n");
        Files.move(
                folder.resolve("db/migration-postgresql/V2__two.sql"),
                folder.resolve("db/migration-postgresql/V2__three.sql"));
        Files.delete(folder.resolve("db/migration-h2/V2__two.sql"));
        assertThat(MigrationFiles.in(folder).problems(released))
                .containsExactly(
                        "db/migration-h2/V2__two.sql was released, but is gone",
                        "db/migration-postgresql/V2__two.sql was released, but is gone",
                        "db/migration/V1__one.sql was released, but has changed",
                        "db/migration-postgresql/V2__three.sql is new, so its number must be above 2, the highest released one");
    }

    @Test
    void goForwardOnly(@TempDir Path folder) throws IOException {
        for (String name :
                List.of("R__views.sql", "U2__undo.sql", "v3__lower.sql", "V4_one_line.sql", "V5__Java.java")) {
            write(folder, "db/migration/" + name, "SELECT 1;\n");
        }
        write(folder, "db/callback/afterMigrate.sql", "SELECT 1;\n");
        write(folder, "db/migration/V6__both.sql", "SELECT 1;\n");
        write(folder, "db/migration-h2/V6__both.sql", "SELECT 1;\n");
        write(folder, "db/migration/V7__concurrently.sql.conf", "executeInTransaction=false\n");
        assertThat(MigrationFiles.in(folder).problems(new TreeMap<>()))
                .containsExactly(
                        "db/callback/afterMigrate.sql is not a forward migration: name it V<number>__<what_it_does>.sql, in db/migration, db/migration-postgresql or db/migration-h2",
                        "db/migration/R__views.sql is not a forward migration: name it V<number>__<what_it_does>.sql, in db/migration, db/migration-postgresql or db/migration-h2",
                        "db/migration/U2__undo.sql is not a forward migration: name it V<number>__<what_it_does>.sql, in db/migration, db/migration-postgresql or db/migration-h2",
                        "db/migration/V4_one_line.sql is not a forward migration: name it V<number>__<what_it_does>.sql, in db/migration, db/migration-postgresql or db/migration-h2",
                        "db/migration/V5__Java.java is not a forward migration: name it V<number>__<what_it_does>.sql, in db/migration, db/migration-postgresql or db/migration-h2",
                        "db/migration/v3__lower.sql is not a forward migration: name it V<number>__<what_it_does>.sql, in db/migration, db/migration-postgresql or db/migration-h2",
                        "db/migration-h2/V6__both.sql has the same number as db/migration/V6__both.sql");
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }
}
