package org.backendcore.infrastructure.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongFunction;
import org.backendcore.infrastructure.database.PoolWatch.Patience;
import org.backendcore.infrastructure.database.RequestPool.Counts;
import org.junit.jupiter.api.Test;

/** {@code BusyPoolContractIT} and {@code IdlePoolContractIT} test the servers' pools. */
final class PoolWatchTest {
    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(50);
    private static final String STUCK = "the pool has provided no connection for over 0 s";
    private static final String HALF = "more than half of the pool has been in use since the database was unavailable";
    private static final String BACK = "INFO the pool provides connections again";

    private final FakePool pool = new FakePool();

    private PoolWatch watch(Duration failing, Duration dead, Duration busy) {
        return watch(pool::counts, new Patience(failing, dead, busy));
    }

    private PoolWatch watch(LongFunction<Optional<Counts>> counts, Patience patience) {
        return new PoolWatch(pool.requests(), counts, OFTEN, patience);
    }

    /** Without counters, nobody knows that other requests get no connection. */
    @Test
    void aBusyPoolIsNoProblem() throws Exception {
        pool.isBusy();
        try (Logged logged = Logged.by(PoolWatch.class);
                PoolWatch patient = watch(SOON, SOON, NEVER);
                PoolWatch ignorant = watch(since -> Optional.empty(), new Patience(SOON, SOON, Duration.ZERO))) {
            assertThatItStaysInOrder(patient);
            assertThatItStaysInOrder(ignorant);
            assertThat(logged.lines()).isEmpty();
        }
    }

    @Test
    void isStuckWhenItGivesNobodyAny() throws Exception {
        pool.isBusy();
        try (Logged logged = Logged.by(PoolWatch.class);
                PoolWatch watch = watch(NEVER, NEVER, SOON)) {
            FakePool.await(() -> watch.look().isPresent());
            assertThat(watch.look()).contains(STUCK);
            pool.isInOrder();
            FakePool.await(() -> watch.look().isEmpty());
            assertThat(logged.lines())
                    .containsExactly(
                            "WARNING the pool has provided no connection for over 0 s, although connections were requested: look for code that does not close its connections, or holds them for very long",
                            BACK);
        }
    }

    /** The watch itself may get none for a long time. */
    @Test
    void isNotStuckWhileOthersGetSome() throws Exception {
        pool.isBusy();
        try (PoolWatch watch = watch(
                since -> Optional.of(new Counts(pool.given.incrementAndGet(), FakePool.MOST)),
                new Patience(NEVER, NEVER, SOON))) {
            assertThatItStaysInOrder(watch);
        }
    }

    /** Its connections may be dead, and be detected as such one after the other. */
    @Test
    void mustGiveSomebodyOneAfterTheDatabaseWasAway() throws Exception {
        pool.isBusy();
        try (Logged logged = Logged.by(PoolWatch.class);
                PoolWatch watch = watch(NEVER, NEVER, NEVER)) {
            pool.awaitQuestions();
            assertThat(watch.look()).isEmpty();
            watch.distrust(false);
            pool.awaitQuestions();
            assertThat(watch.look()).contains("the pool has provided no connection since the database was unavailable");
            pool.given.incrementAndGet();
            assertThat(watch.look()).isEmpty();
            watch.distrust(false);
            assertThat(watch.look()).isPresent();
            pool.isInOrder();
            FakePool.await(() -> watch.look().isEmpty());
            assertThat(logged.lines())
                    .startsWith(
                            "INFO not ready yet: the pool has provided no connection since the database was unavailable",
                            BACK);
        }
    }

    /** Then the current problem is reported instead of the previous one. */
    @Test
    void isStuckAlsoAfterTheDatabaseWasAway() throws Exception {
        pool.isBusy();
        try (PoolWatch watch = watch(NEVER, NEVER, SOON)) {
            watch.distrust(true);
            FakePool.await(() -> watch.look().equals(Optional.of(STUCK)));
        }
    }

    /** The others may be held by requests that wait for an answer that never comes. */
    @Test
    void mustHaveHalfOfItsConnectionsAfterTheDatabaseWasSilent() throws Exception {
        try (PoolWatch watch = watch(NEVER, NEVER, NEVER)) {
            pool.inUseSince = FakePool.MOST / 2 + 1;
            pool.awaitQuestions();
            assertThat(watch.look()).isEmpty();
            watch.distrust(true);
            pool.awaitQuestions();
            assertThat(watch.look()).contains(HALF);
            // Even if nobody has got one since then.
            pool.isBusy();
            pool.awaitQuestions();
            assertThat(watch.look()).contains(HALF);
            pool.inUseSince = FakePool.MOST / 2;
            assertThat(watch.look()).isEmpty();
            pool.inUseSince = FakePool.MOST;
            assertThat(watch.look()).isEmpty();
            pool.isInOrder();
            watch.distrust(false);
            FakePool.await(() -> watch.look().isEmpty());
        }
    }

    /** Connections that are still in use then are alive. */
    @Test
    void isTrustedWhenTheDriverHasGivenUp() throws Exception {
        pool.inUseSince = FakePool.MOST;
        try (PoolWatch watch = watch(NEVER, SOON, NEVER)) {
            watch.distrust(true);
            pool.awaitQuestions();
            FakePool.await(() -> watch.look().isEmpty());
        }
    }

    @Test
    void whatIsNoTimeoutIsAProblemSoon() throws Exception {
        pool.fails(new SQLException("refused", "53300"));
        try (Logged logged = Logged.by(PoolWatch.class);
                PoolWatch watch = watch(since -> Optional.empty(), new Patience(SOON, NEVER, NEVER))) {
            FakePool.await(() -> watch.look().isPresent());
            assertThat(watch.look()).contains("the pool fails: the database rejects the connection");
            pool.isInOrder();
            FakePool.await(() -> watch.look().isEmpty());
            assertThat(logged.lines())
                    .containsExactly(
                            "WARNING the request pool provides no connection: the database has no connection left (SQLSTATE 53300)",
                            BACK);
        }
    }

    /** A database that accepts no further connection is not away. */
    @Test
    void isNoProblemWhileOthersAreServedByWhatThereIs() throws Exception {
        pool.fails(new SQLException("refused", "53300"));
        try (Logged logged = Logged.by(PoolWatch.class);
                PoolWatch watch = watch(
                        since -> Optional.of(new Counts(pool.given.incrementAndGet(), 3)),
                        new Patience(SOON, NEVER, NEVER))) {
            assertThatItStaysInOrder(watch);
            assertThat(logged.lines()).isEmpty();
        }
    }

    /** For longer than the limit; there is no condition to await. */
    private static void assertThatItStaysInOrder(PoolWatch watch) throws InterruptedException {
        long later = System.nanoTime() + 3 * SOON.toNanos();
        while (System.nanoTime() < later) {
            assertThat(watch.look()).isEmpty();
            Thread.sleep(1);
        }
    }
}
