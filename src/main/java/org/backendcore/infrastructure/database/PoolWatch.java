package org.backendcore.infrastructure.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.backendcore.infrastructure.database.RequestPool.Counts;

/**
 * Requests a connection from the pool of the requests once per period, as they do. An exhausted pool is busy, which is
 * not a fault. A pool that hands out no connection for a long time is stuck, usually because connections were not
 * closed. A pool that fails other than by its time-out, and hands out none meanwhile, serves nobody.
 */
final class PoolWatch implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(PoolWatch.class.getName());

    private final RequestPool pool;
    private final LongFunction<Optional<Counts>> counts;
    private final Patience patience;
    private final RepeatedTask wanting;
    private volatile Optional<ConnectionFailure> failure = Optional.empty();
    private volatile long lastOwn = System.nanoTime();
    private long lastGiven = lastOwn;
    private Optional<Long> givenBefore = Optional.empty();
    private Optional<Problem> said = Optional.empty();
    private boolean distrusted;
    private boolean dead;
    private long away = lastOwn;

    /**
     * How long the pool may hand out no connection.
     *
     * @param failing while new connections are refused: the existing ones may still serve others
     * @param dead after the database was silent, while more than half of the pool has been in use since before then:
     *     as long as the driver waits for an answer
     * @param busy while its time-out is the only problem
     */
    record Patience(Duration failing, Duration dead, Duration busy) {
        static final Patience OF_PRODUCTION =
                new Patience(Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    /**
     * Why the pool is not ready.
     *
     * @param summary safe to show
     * @param advice for the log
     */
    private record Problem(String summary, Level level, String advice) {}

    /**
     * Starts watching.
     *
     * @param counts the pool's counters, if they are known, by the moment for {@link Counts#inUseSince}
     */
    PoolWatch(RequestPool pool, LongFunction<Optional<Counts>> counts, Duration period, Patience patience) {
        this.pool = pool;
        this.counts = counts;
        this.patience = patience;
        wanting = RepeatedTask.begin("pool-watch", period, this::want);
    }

    /**
     * The database is away. When it is back, the pool's connections may be dead, so the pool is trusted again only
     * after it has handed out a connection.
     *
     * @param silently whether the database was silent, so that connections in use may wait for an answer that never
     *     comes; then most of them must also have been returned or found dead
     */
    synchronized void distrust(boolean silently) {
        distrusted = true;
        dead |= silently;
        away = System.nanoTime();
        givenBefore = counts.apply(away).map(Counts::given);
        lastGiven = away;
    }

    /** Checks once and logs any change; returns the problem in words that are safe to show. */
    synchronized Optional<String> look() {
        Optional<Problem> now = judge();
        if (!now.equals(said)) {
            said = now;
            now.ifPresentOrElse(
                    problem -> LOGGER.log(problem.level(), problem.advice()),
                    () -> LOGGER.info("the pool provides connections again"));
        }
        return now.map(Problem::summary);
    }

    private Optional<Problem> judge() {
        Optional<Counts> now = counts.apply(away);
        if (!now.map(Counts::given).equals(givenBefore) || ownSince(lastGiven)) {
            givenBefore = now.map(Counts::given);
            lastGiven = System.nanoTime();
        }
        Optional<ConnectionFailure> fails = failure.filter(latest -> hasGivenNobodyFor(patience.failing()));
        if (fails.isPresent()) {
            return fails.map(latest -> new Problem(
                    "the pool fails: " + latest.summary(),
                    Level.WARNING,
                    "the request pool provides no connection: " + latest.advice()));
        }
        if (now.isPresent() && hasGivenNobodyFor(patience.busy())) {
            String stuck = "the pool has provided no connection for over %s s"
                    .formatted(patience.busy().toSeconds());
            return Optional.of(
                    new Problem(
                            stuck,
                            Level.WARNING,
                            stuck
                                    + ", although connections were requested: look for code that does not close its connections, or holds them for very long"));
        }
        return distrust(now);
    }

    private Optional<Problem> distrust(Optional<Counts> now) {
        if (!distrusted) {
            return Optional.empty();
        }
        if (lastGiven == away) {
            return notYet("the pool has provided no connection since the database was unavailable");
        }
        if (dead
                && now.filter(this::isMostlyStuck).isPresent()
                && System.nanoTime() - away < patience.dead().toNanos()) {
            return notYet("more than half of the pool has been in use since the database was unavailable");
        }
        distrusted = false;
        dead = false;
        return Optional.empty();
    }

    private static Optional<Problem> notYet(String summary) {
        return Optional.of(new Problem(summary, Level.INFO, "not ready yet: " + summary));
    }

    private boolean isMostlyStuck(Counts now) {
        return 2 * now.inUseSince() > pool.maxSize();
    }

    private boolean hasGivenNobodyFor(Duration time) {
        return System.nanoTime() - lastGiven > time.toNanos();
    }

    /** Whether the watch itself has had a connection since then. */
    private boolean ownSince(long nanoTime) {
        return lastOwn - nanoTime > 0;
    }

    @Override
    public void close() {
        wanting.close();
    }

    private void want() {
        try (Connection connection = pool.dataSource().getConnection()) {
            lastOwn = System.nanoTime();
            failure = Optional.empty();
        } catch (SQLException | RuntimeException exception) {
            // Includes the pool's own errors.
            failure = PoolTimeout.isIn(ConnectionFailure.chain(exception))
                    ? Optional.empty()
                    : Optional.of(ConnectionFailure.of(exception));
        }
    }
}
