package org.backendcore.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backendcore.servers.Release;
import org.flywaydb.core.api.MigrationVersion;

/**
 * A release that comes after this one, with a migration of each kind: for both engines, for one, and outside of a transaction. Their
 * versions are far above those of this release, whatever it has.
 */
public final class NextRelease {
    /** The versions of its own migrations. */
    static final List<String> OWN = List.of("9001", "9002", "9003");

    /** The version of the migration that a test adds. */
    static final String MORE = "9004";

    private static final Path RESOURCES = Path.of("src/main/resources/db");
    private static final Pattern FILE = Pattern.compile("V([0-9._]+)__.*\\.sql");

    private static final Map<String, String> MIGRATIONS = Map.of(
            "db/migration/V9001__later_notes.sql",
            """
            CREATE TABLE later_notes (id INT PRIMARY KEY, tenant VARCHAR(20) NOT NULL, name VARCHAR(20) NOT NULL);
            INSERT INTO later_notes VALUES (1, 'a', 'mine'), (2, 'b', 'theirs');
            """,
            "db/migration-postgresql/V9002__later_tenants.sql",
            """
            ALTER TABLE later_notes ENABLE ROW LEVEL SECURITY;
            CREATE POLICY tenant ON later_notes USING (tenant = 'a');
            """,
            "db/migration-postgresql/V9003__later_index.sql",
            """
            CREATE INDEX CONCURRENTLY later_notes_by_tenant ON later_notes (tenant);
            """);

    private NextRelease() {}

    public static Release create(Class<?>... classes) {
        return Release.with(MIGRATIONS, classes);
    }

    /** With one more migration, for PostgreSQL. */
    static Release with(String sql) {
        return with(StandardCharsets.UTF_8, Map.of("V%s__more.sql".formatted(MORE), sql));
    }

    /** With more files beside its migrations for PostgreSQL. */
    static Release with(Charset charset, Map<String, String> files) {
        Map<String, String> migrations = new HashMap<>(MIGRATIONS);
        files.forEach((name, text) -> migrations.put("db/migration-postgresql/" + name, text));
        return Release.with(charset, migrations);
    }

    /** What it applies to an empty PostgreSQL database, in this order. */
    static List<String> versions() {
        List<String> versions = new ArrayList<>(versionsOfThisRelease());
        versions.addAll(OWN);
        return versions;
    }

    /** The same with {@link #MORE}. */
    static List<String> versionsWithMore() {
        List<String> versions = versions();
        versions.add(MORE);
        return versions;
    }

    /** As the messages name them. */
    static List<String> names(List<String> versions) {
        return versions.stream().map(version -> "V" + version).toList();
    }

    /** What this release applies to an empty PostgreSQL database. */
    static List<String> versionsOfThisRelease() {
        return Stream.of("migration", "migration-postgresql")
                .flatMap(folder -> files(RESOURCES.resolve(folder)))
                .map(FILE::matcher)
                .filter(Matcher::matches)
                .map(file -> MigrationVersion.fromVersion(file.group(1)))
                .sorted()
                .map(MigrationVersion::getVersion)
                .toList();
    }

    private static Stream<String> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> folder.relativize(file).toString()).toList().stream();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
