package org.backendcore.infrastructure.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A database that has answered once.
 *
 * @param product as the driver names it, for example {@code PostgreSQL}
 * @param version as the driver gives it, for example {@code 18.6}
 * @param majorVersion of the product, for example 18
 * @param url the URL that the data source actually uses, as its driver gives it
 * @param user the account that it actually uses
 * @param account the names of that account's settings
 */
public record ReachedDatabase(
        String product, String version, int majorVersion, String url, String user, AccountSettings account) {
    private static final Logger LOGGER = Logger.getLogger(ReachedDatabase.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final String POSTGRESQL = "PostgreSQL";

    /** The oldest version that docs/database.md supports, and the first one that notices a lost client. */
    private static final int OLDEST_POSTGRESQL = 14;

    /**
     * Queries the database until it answers, pausing one second between attempts, for at most {@code timeout}, even if
     * it accepts the connection and then sends nothing.
     *
     * @throws DatabaseException at once if waiting cannot help, for example after a wrong password or if the database
     *     is too old; otherwise after the timeout
     */
    public static ReachedDatabase await(DataSource dataSource, Duration timeout, AccountSettings account) {
        return await(dataSource, timeout, account, PAUSE);
    }

    /** For tests, which do not pause for a second. */
    static ReachedDatabase await(DataSource dataSource, Duration timeout, AccountSettings account, Duration pause) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (true) {
                ConnectionFailure failure;
                try {
                    return ask(dataSource, account, deadline - System.nanoTime())
                            .orRefuseAsTooOld();
                } catch (ExecutionException exception) {
                    failure = ConnectionFailure.of(exception);
                } catch (TimeoutException exception) {
                    failure = ConnectionFailure.silence();
                }
                String advice = failure.advice(account);
                if (!failure.temporary()) {
                    throw DatabaseException.wrong(advice);
                }
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                if (left.compareTo(pause) <= 0) {
                    throw DatabaseException.unavailable(
                            "%s; waited %s s (DB_START_TIMEOUT)".formatted(advice, timeout.toSeconds()));
                }
                LOGGER.info(() -> "waiting for the database, %s s left: %s".formatted(left.toSeconds(), advice));
                Thread.sleep(pause.toMillis());
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw DatabaseException.unavailable("the start was interrupted while waiting for the database");
        }
    }

    /**
     * Queries the database once, and waits at most {@code timeout} for its answer.
     *
     * @throws DatabaseException if it does not answer, refuses the connection, or is too old
     */
    public static ReachedDatabase once(DataSource dataSource, Duration timeout, AccountSettings account) {
        try {
            return ask(dataSource, account, timeout.toNanos()).orRefuseAsTooOld();
        } catch (ExecutionException exception) {
            throw ConnectionFailure.of(exception).toException("", account);
        } catch (TimeoutException exception) {
            throw ConnectionFailure.silence().toException("", account);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw DatabaseException.unavailable("interrupted while waiting for the database");
        }
    }

    /** The engine in lower case, as in the names of the migration folders. */
    String engine() {
        return product.toLowerCase(Locale.ROOT);
    }

    public boolean isPostgresql() {
        return product.equals(POSTGRESQL);
    }

    ReachedDatabase orRefuseAsTooOld() {
        if (isPostgresql() && majorVersion < OLDEST_POSTGRESQL) {
            throw DatabaseException.wrong(
                    "the database is PostgreSQL %s, but must be %s or newer: upgrade it, or check DB_URL"
                            .formatted(version, OLDEST_POSTGRESQL));
        }
        return this;
    }

    /** In a separate thread, because no driver time-out covers every way in which a database can be silent. */
    private static ReachedDatabase ask(DataSource dataSource, AccountSettings account, long nanoseconds)
            throws ExecutionException, TimeoutException, InterruptedException {
        FutureTask<ReachedDatabase> question = new FutureTask<>(() -> connect(dataSource, account));
        Thread thread = new Thread(question, "database-reach");
        thread.setDaemon(true);
        thread.start();
        return question.get(nanoseconds, TimeUnit.NANOSECONDS);
    }

    private static ReachedDatabase connect(DataSource dataSource, AccountSettings account) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            DatabaseMetaData metaData = connection.getMetaData();
            return new ReachedDatabase(
                    metaData.getDatabaseProductName(),
                    metaData.getDatabaseProductVersion(),
                    metaData.getDatabaseMajorVersion(),
                    metaData.getURL(),
                    metaData.getUserName(),
                    account);
        }
    }
}
