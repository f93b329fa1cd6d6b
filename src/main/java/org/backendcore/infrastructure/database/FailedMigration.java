package org.backendcore.infrastructure.database;

import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.internal.exception.FlywayMigrateException;

/** What an operator must know of a migration that failed: where, why, what is left of it, and what to do. */
final class FailedMigration {
    private FailedMigration() {}

    static DatabaseException explain(FlywayMigrateException failure) {
        String migration = "the migration V%s (%s%s)"
                .formatted(
                        failure.getMigration().getVersion(),
                        failure.getMigration().getScript(),
                        failure.getLineNumber() > 0 ? ", line " + failure.getLineNumber() : "");
        Refusal refusal = Refusal.of(failure);
        if (refusal.temporary()) {
            return refusal.toException(migration + " was interrupted; the next start continues: ");
        }
        return DatabaseException.wrong("%s failed: %s; %s".formatted(migration, reason(failure), remains(failure)));
    }

    private static String remains(FlywayMigrateException failure) {
        return failure.isExecutableInTransaction()
                ? "nothing of it was kept: correct the cause, and migrate again"
                : "it does not run in a transaction, so that a part of it may be there, perhaps from an earlier attempt: undo that by hand, then "
                        + forgetting(failure.getMigration().getVersion().getVersion()) + ", and migrate again";
    }

    /** In words that both engines understand. */
    static String forgetting(String version) {
        return "DELETE FROM \"flyway_schema_history\" WHERE \"version\" = '%s' AND NOT \"success\"".formatted(version);
    }

    /** What the database says of the statement; a statement of a migration is no secret. */
    private static String reason(FlywayMigrateException failure) {
        return Optional.ofNullable(failure.getCause())
                .map(cause -> cause instanceof SQLException ? cause : cause.getCause())
                .filter(SQLException.class::isInstance)
                .map(cause -> "%s (SQLSTATE %s)"
                        .formatted(oneLine(String.valueOf(cause.getMessage())), ((SQLException) cause).getSQLState()))
                .orElseGet(() -> oneLine(String.valueOf(failure.getMessage())));
    }

    /** Also without characters that could forge a line of a log. */
    static String oneLine(String text) {
        return text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    }
}
