package org.backendcore.infrastructure.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.backendcore.infrastructure.database.RequestPool.Counts;

/**
 * Wants a connection of the pool of the requests now and then, as they do. A pool that has none left is busy, which is no fault; but
 * one that gives nobody any connection for a long time is stuck, most often because they were not closed, and one that fails in
 * another way than by its time-out serves nobody.
 */
final class PoolWatch implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(PoolWatch.class.getName());

    /** As long as the driver has for an answer: after it, a connection that is still in use is not dead. */
    private static final Duration DEAD_UNTIL = Duration.ofSeconds(15);

    private final RequestPool pool;
    private final Supplier<Optional<Counts>> counts;
    private final Duration patience;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread watcher = new Thread(task, "pool-watch");
        watcher.setDaemon(true);
        return watcher;
    });
    private volatile Optional<Refusal> failure = Optional.empty();
    private volatile long lastOwn = System.nanoTime();
    private long lastGiven = lastOwn;
    private Optional<Long> givenBefore = Optional.empty();
    private boolean saidThatItIsStuck;
    private boolean distrusted;
    private boolean dead;
    private long away = lastOwn;

    /**
     * Begins.
     *
     * @param counts what moves in the pool, where that is known
     * @param patience for how long it may give none
     */
    PoolWatch(RequestPool pool, Supplier<Optional<Counts>> counts, Duration period, Duration patience) {
        this.pool = pool;
        this.counts = counts;
        this.patience = patience;
        var unused = thread.scheduleWithFixedDelay(this::want, 0, period.toMillis(), TimeUnit.MILLISECONDS);
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

    /** What is wrong with it, in words that are safe to show; to be asked now and then. */
    synchronized Optional<String> problem() {
        Optional<String> fails = failure.map(refusal -> "the pool fails: " + refusal.summary());
        if (fails.isPresent()) {
            return fails;
        }
        Optional<Counts> now = counts.get();
        if (!now.map(Counts::given).equals(givenBefore) || ownSince(lastGiven)) {
            givenBefore = now.map(Counts::given);
            lastGiven = System.nanoTime();
        }
        if (distrusted) {
            if (lastGiven == away) {
                return Optional.of("the pool has given nobody a connection since the database was away");
            }
            if (dead
                    && now.filter(this::isMostlyInUse).isPresent()
                    && System.nanoTime() - away < DEAD_UNTIL.toNanos()) {
                return Optional.of("more than half of the pool is in use since the database was away");
            }
            distrusted = false;
            dead = false;
        }
        boolean stuck = now.isPresent() && System.nanoTime() - lastGiven > patience.toNanos();
        if (stuck != saidThatItIsStuck) {
            saidThatItIsStuck = stuck;
            say(stuck);
        }
        return stuck
                ? Optional.of("the pool has given nobody a connection for over %s s".formatted(patience.toSeconds()))
                : Optional.empty();
    }

    private boolean isMostlyInUse(Counts now) {
        return 2 * now.inUse() > pool.maxSize();
    }

    /** Whether the watch itself has had one since then. */
    private boolean ownSince(long nanoTime) {
        return lastOwn - nanoTime > 0;
    }

    private void say(boolean stuck) {
        if (stuck) {
            LOGGER.warning(() ->
                    "the pool has given nobody a connection for over %s s, although some wanted one: look for code that does not close its connections, or has them for very long"
                            .formatted(patience.toSeconds()));
        } else {
            LOGGER.info("the pool gives connections again");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void want() {
        Optional<Refusal> before = failure;
        try (Connection connection = pool.dataSource().getConnection()) {
            lastOwn = System.nanoTime();
            failure = Optional.empty();
        } catch (SQLException | RuntimeException exception) {
            // The pool's own errors too: an exception that escaped would end the schedule without a word.
            failure =
                    PoolTimeout.isIn(Refusal.chain(exception)) ? Optional.empty() : Optional.of(Refusal.of(exception));
        }
        if (!failure.equals(before)) {
            failure.map(Refusal::advice)
                    .ifPresentOrElse(
                            advice -> LOGGER.warning("the pool of the requests gives no connection: " + advice),
                            () -> LOGGER.info("the pool of the requests gives connections again"));
        }
    }
}
