package org.backendcore.infrastructure.database;

import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** The forward-only migrations in {@code db/migration}, applied by Flyway through the server's data source. */
public final class Migrations {
    private final Flyway flyway;

    public Migrations(DataSource dataSource) {
        // Open Liberty serves class path folders so that Flyway finds nothing in them, without an error. The marker
        // files 'flyway.location' cure that; failOnMissingLocations makes the silence an error.
        this.flyway = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations("db/migration")
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .cleanDisabled(true)
                .load();
    }

    /**
     * Applies what is pending.
     *
     * @throws DatabaseException when a migration fails, or an applied one was changed or is missing
     */
    public void apply() {
        try {
            flyway.migrate();
        } catch (FlywayException exception) {
            throw refused("the migrations failed: ", exception);
        }
    }

    /**
     * Checks that nothing is pending, changed or missing, and changes nothing.
     *
     * @throws DatabaseException when the schema is not what this WAR needs
     */
    public void check() {
        try {
            refusePending(flyway.info().pending());
            flyway.validate();
        } catch (FlywayException exception) {
            throw refused("the schema does not fit this WAR: ", exception);
        }
    }

    private static DatabaseException refused(String what, FlywayException exception) {
        Refusal refusal = Refusal.of(exception);
        return refusal.temporary()
                ? DatabaseException.unavailable(what + refusal.advice())
                : DatabaseException.wrong(what + exception.getMessage());
    }

    private static void refusePending(MigrationInfo[] pending) {
        if (pending.length > 0) {
            String versions = Arrays.stream(pending)
                    .map(migration -> "V" + migration.getVersion())
                    .collect(Collectors.joining(", "));
            throw DatabaseException.wrong(
                    "migrations are pending: %s; start once with DB_MIGRATE_ON_START=true to apply them"
                            .formatted(versions));
        }
    }
}
