package org.backendcore.infrastructure.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A database that answered once.
 *
 * @param product as the driver names it, for example {@code PostgreSQL}
 * @param version as the driver gives it, for example {@code 18.6}
 */
public record ReachedDatabase(String product, String version) {
    private static final Logger LOGGER = Logger.getLogger(ReachedDatabase.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * Asks the database until it answers, once a second and at most for {@code timeout}.
     *
     * @throws DatabaseException at once when waiting cannot help, such as after a wrong password; else after the timeout
     */
    public static ReachedDatabase await(DataSource dataSource, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                return ask(dataSource);
            } catch (SQLException exception) {
                Refusal refusal = Refusal.of(exception);
                if (!refusal.temporary()) {
                    throw DatabaseException.wrong(refusal.explanation(), exception);
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw DatabaseException.unavailable(
                            "%s; waited %d s (DB_START_TIMEOUT)".formatted(refusal.explanation(), timeout.toSeconds()),
                            exception);
                }
                LOGGER.info(() -> "waiting for the database, up to %d s more: %s"
                        .formatted(Duration.ofNanos(left).toSeconds(), refusal.explanation()));
                pause(exception);
            }
        }
    }

    private static ReachedDatabase ask(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            DatabaseMetaData metaData = connection.getMetaData();
            return new ReachedDatabase(metaData.getDatabaseProductName(), metaData.getDatabaseProductVersion());
        }
    }

    private static void pause(SQLException reason) {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw DatabaseException.unavailable("the start was interrupted while it waited for the database", reason);
        }
    }
}
