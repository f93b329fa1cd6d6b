package org.backendcore.infrastructure.database;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.internal.exception.FlywayMigrateException;

/** Explains a failed migration to the operator: where it failed, why, what remains of it, and what to do. */
final class FailedMigration {
    /** PostgreSQL, appendix A: active_sql_transaction. */
    private static final String OUTSIDE_OF_TRANSACTIONS = "25001";

    /** PostgreSQL's status for a transaction that was rolled back. */
    static final String ABORTED = "aborted";

    private FailedMigration() {}

    /**
     * Describes the failure.
     *
     * @param inTransaction whether the engine rolls back the whole migration if it fails
     * @param outcome the status of the transaction afterwards, as the database reports it
     */
    static DatabaseException explain(
            FlywayMigrateException failure, boolean inTransaction, Supplier<Optional<String>> outcome) {
        String migration = "the migration V%s (%s%s)"
                .formatted(
                        failure.getMigration().getVersion(),
                        failure.getMigration().getScript(),
                        failure.getLineNumber() > 0 ? ", line " + failure.getLineNumber() : "");
        ConnectionFailure connection = ConnectionFailure.of(failure);
        if (connection.silent()) {
            return connection.toException(
                    migration
                            + (inTransaction
                                    ? " was interrupted; the next start continues: "
                                    : " was interrupted, and a part of it may remain; the next start runs it from the beginning: "));
        }
        String version = failure.getMigration().getVersion().getVersion();
        String advice =
                connection.sqlState().filter(OUTSIDE_OF_TRANSACTIONS::equals).isPresent() && inTransaction
                        ? "; put such a statement into a file of its own, here %s, and 'executeInTransaction=false' into %s.conf beside it"
                                .formatted(
                                        failure.getMigration().getScript(),
                                        failure.getMigration().getScript())
                        : "";
        return DatabaseException.wrong("%s failed: %s; %s%s"
                .formatted(
                        migration,
                        reason(failure),
                        inTransaction ? remains(outcome.get()) : mayRemain(version),
                        advice));
    }

    /**
     * For a migration whose statements succeeded, but whose commit failed: some constraints are checked at the end of
     * the transaction.
     */
    static DatabaseException atItsEnd(MigrationInfo migration, FlywayException failure) {
        String sentence = "the migration V%s (%s) failed at the end of its transaction: %s; %s"
                .formatted(
                        migration.getVersion(), migration.getScript(), reason(failure), remains(Optional.of(ABORTED)));
        return DatabaseException.wrong(sentence);
    }

    /** For a migration in a transaction. */
    static String remains(Optional<String> outcome) {
        return switch (outcome.orElse("")) {
            case ABORTED -> "it was rolled back: correct the cause, and migrate again";
            case "committed" ->
                "it ended its own transaction, and everything before that point was kept: undo that by hand, correct the cause, and migrate again";
            default -> "it is unknown whether a part of it was kept: look for it, correct the cause, and migrate again";
        };
    }

    private static String mayRemain(String version) {
        return "it does not run in a transaction, so a part of it may remain, perhaps from an earlier attempt: undo that by hand, then run "
                + forgetting(version) + ", and migrate again";
    }

    /** In SQL that both engines understand. */
    static String forgetting(String version) {
        return "DELETE FROM \"flyway_schema_history\" WHERE \"version\" = '%s' AND NOT \"success\"".formatted(version);
    }

    /** The database's message about the statement; a statement of a migration is not a secret. */
    static String reason(FlywayException failure) {
        return Optional.ofNullable(failure.getCause())
                .map(cause -> cause instanceof SQLException ? cause : cause.getCause())
                .filter(SQLException.class::isInstance)
                .map(cause -> "%s (SQLSTATE %s)"
                        .formatted(oneLine(String.valueOf(cause.getMessage())), ((SQLException) cause).getSQLState()))
                .orElseGet(() -> oneLine(String.valueOf(failure.getMessage())));
    }

    /** Also removes characters that could forge a line of a log. */
    static String oneLine(String text) {
        return text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    }
}
