package org.backendcore.infrastructure.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * The forward-only migrations, applied by Flyway: those in {@code db/migration} on both engines, and those in
 * {@code db/migration-postgresql} or {@code db/migration-h2} on one engine only.
 */
public final class Migrations {
    private static final Logger LOGGER = Logger.getLogger(Migrations.class.getName());
    private static final String LOCATION = "db/migration";
    private static final String NOT_READ = "the migrations cannot be read or applied: ";

    /** Waits for the process that is migrating, however long that takes; the lock ends with its connection. */
    private static final int UNTIL_IT_IS_FREE = -1;

    private static final Duration REMINDER = Duration.ofSeconds(30);

    /** The number of our own lock, beside Flyway's. */
    private static final long GRANTS = 4_711_001_708_279_161L;

    private final DataSource dataSource;
    private final ReachedDatabase database;
    private final Flyway flyway;
    private final boolean disposable;
    private final FreshSession session = new FreshSession();

    /** As the other constructor, for a database that must be kept. */
    public Migrations(DataSource dataSource, ReachedDatabase database) {
        this(dataSource, database, false);
    }

    /**
     * The migrations for the engine of {@code database}.
     *
     * @param dataSource connects to that database
     * @param disposable whether it is a developer's database, so that a refusal explains how to recreate it
     */
    public Migrations(DataSource dataSource, ReachedDatabase database, boolean disposable) {
        this.dataSource = dataSource;
        this.disposable = disposable;
        this.database = database;
        // Open Liberty serves class path folders in such a way that Flyway finds nothing in them, without an error. The
        // marker files 'flyway.location' cure that; failOnMissingLocations turns the silence into an error.
        FluentConfiguration configuration = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations(locations().toArray(String[]::new))
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .cleanDisabled(true)
                .placeholderReplacement(false)
                .lockRetryCount(UNTIL_IT_IS_FREE);
        if (database.isPostgresql()) {
            configuration.callbacks(session);
        }
        // A transactional lock would make CREATE INDEX CONCURRENTLY wait for the end of that transaction.
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        this.flyway = configuration.load();
    }

    /**
     * Applies the pending migrations. Several processes may do so at once: one of them applies each migration, and the
     * others wait.
     *
     * @throws DatabaseException if a migration fails, or an applied one was changed or is missing
     */
    public void apply() {
        session.applies();
        SchemaDifferences differences = differences();
        differences.refuseWhatIsWrong(this::advice);
        if (differences.pending().isEmpty()) {
            return;
        }
        LOGGER.info("applying migrations: " + String.join(", ", differences.pending()));
        try {
            MigrateResult result = migrate();
            LOGGER.info(() -> "migrations applied: " + applied(result));
        } catch (FlywayMigrateException exception) {
            boolean inTransaction = database.isPostgresql() && exception.isExecutableInTransaction();
            DatabaseException failure =
                    FailedMigration.explain(exception, inTransaction, () -> session.outcome(dataSource));
            throw inTransaction ? failure : failure.with(advice());
        } catch (FlywayException exception) {
            throw session.migration()
                    .filter(last -> !ConnectionFailure.of(exception).silent())
                    .filter(last -> session.outcome(dataSource)
                            .filter(FailedMigration.ABORTED::equals)
                            .isPresent())
                    .map(last -> FailedMigration.atItsEnd(last, exception))
                    .orElseGet(() -> refused(exception));
        }
    }

    /**
     * Checks that no migration is pending, changed or missing; changes nothing. A schema that is newer than these
     * migrations is only logged, so a release can be rolled back.
     *
     * @throws DatabaseException if the schema is not the one that this release needs
     */
    public void check() {
        differences().refuse(this::advice);
    }

    /** As {@link #check}, for a start that applies the pending migrations itself. */
    public void checkBeforeApplying() {
        SchemaDifferences differences = differences();
        differences.refuseWhatIsWrong(this::advice);
        if (!differences.pending().isEmpty()) {
            LOGGER.info("the start will apply migrations: " + String.join(", ", differences.pending()));
        }
    }

    /**
     * Grants the account of the running application read access to the list of applied migrations, and nothing more, if
     * it does not own the schema.
     */
    public void letRead(String account) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            String role = statement.enquoteIdentifier(account, true);
            String table = statement.enquoteIdentifier(flyway.getConfiguration().getTable(), true);
            if (database.isPostgresql()) {
                statement.execute(FreshSession.NOTICE_WHO_IS_LOST);
            }
            connection.setAutoCommit(false);
            // In one transaction, and one process at a time: PostgreSQL rejects concurrent changes of the same
            // privileges.
            statement.execute("SELECT pg_advisory_xact_lock(%s)".formatted(GRANTS));
            statement.execute("REVOKE ALL ON %s FROM %s".formatted(table, role));
            statement.execute("GRANT SELECT ON %s TO %s".formatted(table, role));
            connection.commit();
        } catch (SQLException exception) {
            throw ConnectionFailure.of(exception)
                    .toException("cannot grant DB_USER read access to flyway_schema_history: ", database.account());
        }
    }

    private SchemaDifferences differences() {
        try {
            Optional<AccountsSchema> schema = database.isPostgresql()
                    ? Optional.of(AccountsSchema.of(dataSource).orRefuse())
                    : Optional.empty();
            SchemaDifferences differences = SchemaDifferences.of(
                    List.of(flyway.info().all()), this::problems, schema.flatMap(AccountsSchema::hint));
            differences.newer().ifPresent(LOGGER::warning);
            return differences;
        } catch (SQLException exception) {
            throw ConnectionFailure.of(exception).toException(NOT_READ, database.account());
        } catch (FlywayException exception) {
            throw refused(exception);
        }
    }

    /** Additional advice in dev; empty elsewhere, or if the database does not give the details. */
    private String advice() {
        if (!disposable) {
            return "";
        }
        try {
            return DisposableDatabase.advice(dataSource, database);
        } catch (SQLException exception) {
            return "";
        }
    }

    /** H2 does not run migrations in a transaction. */
    private List<String> problems(MigrationInfo migration) {
        return database.isPostgresql()
                ? MigrationScript.read(migration.getScript(), this::resource)
                        .map(MigrationScript::problems)
                        .orElse(List.of())
                : List.of();
    }

    private List<String> locations() {
        return List.of(LOCATION, LOCATION + "-" + database.engine());
    }

    private Optional<byte[]> resource(String name) {
        for (String location : locations()) {
            try (InputStream file = Migrations.class.getClassLoader().getResourceAsStream(location + "/" + name)) {
                if (file != null) {
                    return Optional.of(file.readAllBytes());
                }
            } catch (IOException exception) {
                throw new UncheckedIOException(exception);
            }
        }
        return Optional.empty();
    }

    /**
     * Logs from time to time that it is still running: it may be waiting for another process or for a long statement.
     */
    private MigrateResult migrate() {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "migrations-reminder");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var unused = clock.scheduleAtFixedRate(
                    () -> LOGGER.info("still migrating, or waiting for another process that migrates"),
                    REMINDER.toSeconds(),
                    REMINDER.toSeconds(),
                    TimeUnit.SECONDS);
            return flyway.migrate();
        } finally {
            clock.shutdownNow();
        }
    }

    private static String applied(MigrateResult result) {
        return result.migrations.isEmpty()
                ? "by another process in the meantime"
                : result.migrations.stream()
                        .map(migration -> "V" + migration.version)
                        .collect(Collectors.joining(", "));
    }

    private DatabaseException refused(FlywayException exception) {
        if (exception.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
            return DatabaseException.wrong(
                    "the database has tables, but no flyway_schema_history: these migrations did not create it; check DB_URL, or use an empty database");
        }
        if (ConnectionFailure.isOfACharset(exception)) {
            return DatabaseException.wrong(
                    "the migrations cannot be read, because one is not UTF-8: save it as UTF-8, and build again: "
                            + FailedMigration.oneLine(String.valueOf(exception.getMessage())));
        }
        return ConnectionFailure.in(exception)
                .filter(ConnectionFailure::hasAdvice)
                .map(failure -> failure.toException(NOT_READ, database.account()))
                .orElseGet(() -> DatabaseException.wrong(
                        "the migrations cannot be applied: " + FailedMigration.reason(exception)));
    }
}
