package org.backendcore.infrastructure.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Asks the database once a second, in one thread of its own, so that a probe answers at once whatever the database does
 * and probes never pile up behind it.
 */
public final class DatabaseWatch implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(DatabaseWatch.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final DataSource dataSource;
    private final Duration fresh;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread watcher = new Thread(task, "database-watch");
        watcher.setDaemon(true);
        return watcher;
    });
    private volatile Observation latest;

    private record Observation(DatabaseState state, long nanoTime) {
        static Observation now(DatabaseState state) {
            return new Observation(state, System.nanoTime());
        }

        boolean within(Duration age) {
            return System.nanoTime() - nanoTime <= age.toNanos();
        }
    }

    /** Starts to watch a database that was just reached. */
    public DatabaseWatch(DataSource dataSource) {
        this(dataSource, PERIOD, FRESH);
    }

    /** For tests, which do not wait for seconds. */
    DatabaseWatch(DataSource dataSource, Duration period, Duration fresh) {
        this.dataSource = dataSource;
        this.fresh = fresh;
        this.latest = Observation.now(DatabaseState.UP);
        var unused = thread.scheduleWithFixedDelay(this::look, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * The latest result; down as well when that is older than 2 s, because then the database hangs, or all connections are in
     * use.
     */
    public DatabaseState state() {
        Observation observation = latest;
        return observation.within(fresh)
                ? observation.state()
                : DatabaseState.down("no connection of the pool has had an answer for over 2 s");
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void look() {
        DatabaseState before = latest.state();
        Optional<Refusal> refusal = ask();
        DatabaseState now =
                refusal.map(Refusal::summary).map(DatabaseState::down).orElse(DatabaseState.UP);
        latest = Observation.now(now);
        if (!now.equals(before)) {
            refusal.map(Refusal::advice)
                    .ifPresentOrElse(LOGGER::warning, () -> LOGGER.info("the database answers again"));
        }
    }

    private Optional<Refusal> ask() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid((int) FRESH.toSeconds()) ? Optional.empty() : Optional.of(Refusal.silence());
        } catch (SQLException | RuntimeException exception) {
            // The pool's own errors too: an exception that escaped would end the schedule without a word.
            return Optional.of(Refusal.of(exception));
        }
    }
}
