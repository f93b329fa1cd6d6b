package org.backendcore.infrastructure.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.backendcore.infrastructure.database.RequestPool.Counts;

/**
 * Wants a connection of the pool of the requests once a period, as they do. A pool that has none left is busy, which is no fault; but
 * one that gives nobody any connection for a long time is stuck, most often because they were not closed, and one that fails in
 * another way than by its time-out, and gives nobody any meanwhile, serves nobody.
 */
final class PoolWatch implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(PoolWatch.class.getName());

    private final RequestPool pool;
    private final Supplier<Optional<Counts>> counts;
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
     * How long it may give nobody a connection.
     *
     * @param failing while new ones are refused: others may still be served by those that there are
     * @param dead after the database was silent, while more than half of it is in use: as long as the driver waits for an answer
     * @param busy while nothing but its time-out is wrong
     */
    record Patience(Duration failing, Duration dead, Duration busy) {
        static final Patience OF_PRODUCTION =
                new Patience(Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofSeconds(30));
    }

    /**
     * What keeps it from being ready.
     *
     * @param summary safe to show
     * @param advice for the log
     */
    private record Problem(String summary, Level level, String advice) {}

    /**
     * Begins.
     *
     * @param counts what moves in the pool, where that is known
     */
    PoolWatch(RequestPool pool, Supplier<Optional<Counts>> counts, Duration period, Patience patience) {
        this.pool = pool;
        this.counts = counts;
        this.patience = patience;
        wanting = RepeatedTask.begin("pool-watch", period, this::want);
    }

    /**
     * The database is away. The connections of the pool may be dead when it is back, so the pool counts again when it has given
     * somebody one.
     *
     * @param silently whether it said nothing, so that those that were in use may wait for an answer which will never come; then most
     *     of them must have come back, too, or been found to be dead
     */
    synchronized void distrust(boolean silently) {
        distrusted = true;
        dead |= silently;
        givenBefore = counts.get().map(Counts::given);
        away = System.nanoTime();
        lastGiven = away;
    }

    /** Looks once, and logs what has changed: what is wrong with it, in words that are safe to show. */
    synchronized Optional<String> look() {
        Optional<Problem> now = judge();
        if (!now.equals(said)) {
            said = now;
            now.ifPresentOrElse(
                    problem -> LOGGER.log(problem.level(), problem.advice()),
                    () -> LOGGER.info("the pool gives connections again"));
        }
        return now.map(Problem::summary);
    }

    private Optional<Problem> judge() {
        Optional<Counts> now = counts.get();
        if (!now.map(Counts::given).equals(givenBefore) || ownSince(lastGiven)) {
            givenBefore = now.map(Counts::given);
            lastGiven = System.nanoTime();
        }
        Optional<ConnectionFailure> fails = failure.filter(latest -> hasGivenNobodyFor(patience.failing()));
        if (fails.isPresent()) {
            return fails.map(latest -> new Problem(
                    "the pool fails: " + latest.summary(),
                    Level.WARNING,
                    "the pool of the requests gives no connection: " + latest.advice()));
        }
        if (now.isPresent() && hasGivenNobodyFor(patience.busy())) {
            String stuck = "the pool has given nobody a connection for over %s s"
                    .formatted(patience.busy().toSeconds());
            return Optional.of(
                    new Problem(
                            stuck,
                            Level.WARNING,
                            stuck
                                    + ", although some wanted one: look for code that does not close its connections, or has them for very long"));
        }
        return distrust(now);
    }

    private Optional<Problem> distrust(Optional<Counts> now) {
        if (!distrusted) {
            return Optional.empty();
        }
        if (lastGiven == away) {
            return notYet("the pool has given nobody a connection since the database was away");
        }
        if (dead
                && now.filter(this::isMostlyInUse).isPresent()
                && System.nanoTime() - away < patience.dead().toNanos()) {
            return notYet("more than half of the pool is in use since the database was away");
        }
        distrusted = false;
        dead = false;
        return Optional.empty();
    }

    private static Optional<Problem> notYet(String summary) {
        return Optional.of(new Problem(summary, Level.INFO, "not ready yet: " + summary));
    }

    private boolean isMostlyInUse(Counts now) {
        return 2 * now.inUse() > pool.maxSize();
    }

    private boolean hasGivenNobodyFor(Duration time) {
        return System.nanoTime() - lastGiven > time.toNanos();
    }

    /** Whether the watch itself has had one since then. */
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
            // The pool's own errors too.
            failure = PoolTimeout.isIn(ConnectionFailure.chain(exception))
                    ? Optional.empty()
                    : Optional.of(ConnectionFailure.of(exception));
        }
    }
}
