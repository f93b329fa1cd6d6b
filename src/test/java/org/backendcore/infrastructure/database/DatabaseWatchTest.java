package org.backendcore.infrastructure.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import org.backendcore.infrastructure.database.PoolWatch.Patience;
import org.backendcore.infrastructure.database.RequestPool.Counts;
import org.junit.jupiter.api.Test;

/**
 * On a real in-memory H2, behind a pool that misbehaves on request; {@code OutageContractIT} tests the same on
 * PostgreSQL.
 */
final class DatabaseWatchTest {
    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration NEVER_STALE = Duration.ofHours(1);

    private final FakePool pool = new FakePool();
    private final FakePool requests = new FakePool();

    /** Together with a working pool of requests. */
    private DatabaseWatch watch(Duration fresh) {
        return watch(fresh, since -> Optional.empty());
    }

    private DatabaseWatch watch(Duration fresh, LongFunction<Optional<Counts>> counts) {
        return new DatabaseWatch(
                pool.dataSource(),
                OFTEN,
                fresh,
                new PoolWatch(requests.requests(), counts, OFTEN, Patience.OF_PRODUCTION));
    }

    @Test
    void saysOnceThatItIsDownAndOnceThatItIsUp() throws Exception {
        try (Logged logged = Logged.by(DatabaseWatch.class);
                DatabaseWatch watch = watch(NEVER_STALE)) {
            pool.awaitQuestions();
            assertThat(watch.state()).isEqualTo(DatabaseState.UP);
            assertThat(logged.lines()).isEmpty();
            // Not with wrong passwords: H2 doubles the delay after each of them.
            pool.fails(new SQLException("refused", "28000"));
            FakePool.await(() -> !watch.state().up());
            assertThat(watch.state().problem()).contains("the database rejects the connection");
            pool.awaitQuestions();
            pool.isInOrder();
            FakePool.await(() -> watch.state().up());
            pool.awaitQuestions();
            assertThat(logged.lines())
                    .containsExactly(
                            "WARNING the database denied access to this user: check DB_USER and DB_PASSWORD, and pg_hba.conf on PostgreSQL",
                            "INFO the database answers again");
        }
    }

    @Test
    void isDownWhenAConnectionOfThePoolIsDead() throws Exception {
        try (DatabaseWatch watch = watch(NEVER_STALE)) {
            pool.answers(() -> {
                Connection dead = pool.connect();
                dead.close();
                return dead;
            });
            FakePool.await(() -> !watch.state().up());
            assertThat(watch.state().problem()).contains("the database does not answer");
        }
    }

    @Test
    void goesOnAfterAnErrorOfThePool() throws Exception {
        try (DatabaseWatch watch = watch(NEVER_STALE)) {
            pool.fails(new IllegalStateException("no pool"));
            FakePool.await(() -> !watch.state().up());
            assertThat(watch.state().problem()).contains("the pool provides no connection");
            pool.isInOrder();
            FakePool.await(() -> watch.state().up());
        }
    }

    @Test
    void isDownWhenTheLastAnswerIsOld() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        pool.answers(() -> {
            free.await();
            return pool.connect();
        });
        try (DatabaseWatch watch = watch(Duration.ofMillis(50))) {
            FakePool.await(() -> !watch.state().up());
            assertThat(watch.state().problem()).contains("the database has not answered for over 2 s");
            free.countDown();
            FakePool.await(() -> watch.state().up());
        }
    }

    /** Otherwise they would keep the server, or the class loader of an undeployed application, alive. */
    @Test
    void endsItsThreads() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        for (FakePool each : List.of(pool, requests)) {
            each.answers(() -> {
                threads.add(Thread.currentThread());
                return each.connect();
            });
        }
        try (DatabaseWatch watch = watch(NEVER_STALE)) {
            pool.awaitQuestions();
            requests.awaitQuestions();
            assertThat(watch.state()).isEqualTo(DatabaseState.UP);
            assertThat(threads).hasSize(2).allMatch(Thread::isDaemon);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Nothing else would report that it has ended. */
    @Test
    void goesOnWhateverIsThrown() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        LongFunction<Optional<Counts>> counts = since -> {
            if (broken.get()) {
                throw new NoClassDefFoundError("of another version of the server");
            }
            return Optional.empty();
        };
        try (Logged logged = Logged.by(RepeatedTask.class);
                DatabaseWatch watch = watch(Duration.ofMillis(50), counts)) {
            FakePool.await(() -> !watch.state().up());
            pool.awaitQuestions();
            assertThat(logged.lines()).containsExactly("SEVERE the database-watch failed; it continues");
            broken.set(false);
            FakePool.await(() -> watch.state().up());
        }
    }
}
