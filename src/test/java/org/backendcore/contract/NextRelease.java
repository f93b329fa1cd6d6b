package org.backendcore.contract;

import java.util.HashMap;
import java.util.Map;
import org.backendcore.servers.Release;

/** A release that comes after this one, with a migration of each kind: for both engines, for one, and outside of a transaction. */
final class NextRelease {
    private static final Map<String, String> MIGRATIONS = Map.of(
            "db/migration/V2__notes.sql",
            """
            CREATE TABLE notes (id INT PRIMARY KEY, tenant VARCHAR(20) NOT NULL, name VARCHAR(20) NOT NULL);
            INSERT INTO notes VALUES (1, 'a', 'mine'), (2, 'b', 'theirs');
            """,
            "db/migration-postgresql/V3__tenants.sql",
            """
            ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
            CREATE POLICY tenant ON notes USING (tenant = 'a');
            """,
            "db/migration-postgresql/V4__index.sql",
            """
            CREATE INDEX CONCURRENTLY notes_by_tenant ON notes (tenant);
            """);

    private NextRelease() {}

    static Release create(Class<?>... classes) {
        return Release.with(MIGRATIONS, classes);
    }

    /** With one more migration, V5, for PostgreSQL. */
    static Release with(String sql) {
        Map<String, String> migrations = new HashMap<>(MIGRATIONS);
        migrations.put("db/migration-postgresql/V5__more.sql", sql);
        return Release.with(migrations);
    }
}
