package org.backendcore.infrastructure.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.backendcore.infrastructure.database.PoolWatch.Patience;

/**
 * Checks the database once a second, in one thread and on a connection of its own. So a probe answers at once whatever
 * the database does, probes never pile up behind it, and a pool that is busy with requests is not mistaken for an
 * unreachable database. {@link PoolWatch} watches the pool.
 */
public final class DatabaseWatch implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(DatabaseWatch.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final DataSource dataSource;
    private final Duration fresh;
    private final PoolWatch pool;
    private final RepeatedTask looking;
    private volatile Observation latest;
    private Optional<ConnectionFailure> said = Optional.empty();

    private record Observation(DatabaseState state, long nanoTime) {
        static Observation now(DatabaseState state) {
            return new Observation(state, System.nanoTime());
        }

        boolean within(Duration age) {
            return System.nanoTime() - nanoTime <= age.toNanos();
        }
    }

    /**
     * Starts watching a database that has just been reached.
     *
     * @param dataSource the watch's own data source
     * @param pool the pool of the requests
     */
    public DatabaseWatch(DataSource dataSource, RequestPool pool) {
        this(dataSource, PERIOD, FRESH, new PoolWatch(pool, pool::counts, PERIOD, Patience.OF_PRODUCTION));
    }

    /** For tests, which do not wait for seconds. */
    DatabaseWatch(DataSource dataSource, Duration period, Duration fresh, PoolWatch pool) {
        this.dataSource = dataSource;
        this.fresh = fresh;
        this.pool = pool;
        this.latest = Observation.now(DatabaseState.UP);
        looking = RepeatedTask.begin("database-watch", period, this::look);
    }

    /** The latest result; down as well if that is older than 2 s, because the database hangs then. */
    public DatabaseState state() {
        Observation observation = latest;
        return observation.within(fresh)
                ? observation.state()
                : DatabaseState.down("the database has not answered for over 2 s");
    }

    @Override
    public void close() {
        looking.close();
        pool.close();
    }

    private void look() {
        long begun = System.nanoTime();
        Optional<ConnectionFailure> failure = ask();
        // Applies even if there was an answer in the end: a dead connection of the watch has been replaced by then. A
        // pause of this JVM has the same effect.
        boolean late = System.nanoTime() - begun > fresh.toNanos();
        if (!failure.equals(said)) {
            said = failure;
            failure.map(ConnectionFailure::advice)
                    .ifPresentOrElse(LOGGER::warning, () -> LOGGER.info("the database answers again"));
        }
        if (failure.isPresent() || late) {
            pool.distrust(late);
        }
        latest = Observation.now(failure.map(ConnectionFailure::summary)
                .or(pool::look)
                .map(DatabaseState::down)
                .orElse(DatabaseState.UP));
    }

    private Optional<ConnectionFailure> ask() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid((int) FRESH.toSeconds())
                    ? Optional.empty()
                    : Optional.of(ConnectionFailure.silence());
        } catch (SQLException | RuntimeException exception) {
            // Includes the pool's own errors.
            return Optional.of(ConnectionFailure.of(exception));
        }
    }
}
