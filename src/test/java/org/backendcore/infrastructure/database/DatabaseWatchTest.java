package org.backendcore.infrastructure.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** On a real H2 in memory, behind a pool that misbehaves when a test says so; {@code OutageContractIT} asks the same of PostgreSQL. */
final class DatabaseWatchTest {
    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration NEVER_STALE = Duration.ofHours(1);

    private final JdbcDataSource h2 = new JdbcDataSource();

    /** What the pool does. */
    private volatile Callable<Connection> pool = this::connect;

    private final AtomicInteger questions = new AtomicInteger();
    private final DataSource dataSource = (DataSource) Proxy.newProxyInstance(
            DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                questions.incrementAndGet();
                return pool.call();
            });

    DatabaseWatchTest() {
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        h2.setUser("dev");
    }

    /** Beside a pool of requests that is in order. */
    private DatabaseWatch watch(Duration fresh) {
        return new DatabaseWatch(
                dataSource,
                OFTEN,
                fresh,
                new PoolWatch(new RequestPool(h2, 2), Optional::empty, OFTEN, Duration.ofHours(1)));
    }

    private Connection connect() throws Exception {
        return h2.getConnection();
    }

    @Test
    void saysOnceThatItIsDownAndOnceThatItIsUp() throws Exception {
        try (Logged logged = Logged.by(DatabaseWatch.class);
                DatabaseWatch watch = watch(NEVER_STALE)) {
            awaitQuestions();
            assertThat(watch.state()).isEqualTo(DatabaseState.UP);
            assertThat(logged.lines()).isEmpty();
            // Not by a wrong password, each of which H2 lets wait twice as long.
            pool = () -> {
                throw new SQLException("refused", "28000");
            };
            await(() -> !watch.state().up());
            assertThat(watch.state().problem()).contains("the database refuses the connection");
            awaitQuestions();
            pool = this::connect;
            await(() -> watch.state().up());
            awaitQuestions();
            assertThat(logged.lines())
                    .containsExactly(
                            "WARNING the database lets this user not in: check DB_USER and DB_PASSWORD, and pg_hba.conf on PostgreSQL",
                            "INFO the database answers again");
        }
    }

    @Test
    void isDownWhenAConnectionOfThePoolIsDead() throws Exception {
        try (DatabaseWatch watch = watch(NEVER_STALE)) {
            pool = () -> {
                Connection dead = connect();
                dead.close();
                return dead;
            };
            await(() -> !watch.state().up());
            assertThat(watch.state().problem()).contains("the database does not answer");
        }
    }

    @Test
    void goesOnAfterAnErrorOfThePool() throws Exception {
        try (DatabaseWatch watch = watch(NEVER_STALE)) {
            pool = () -> {
                throw new IllegalStateException("no pool");
            };
            await(() -> !watch.state().up());
            assertThat(watch.state().problem()).contains("the pool gives no connection");
            pool = this::connect;
            await(() -> watch.state().up());
        }
    }

    @Test
    void isDownWhenTheLastAnswerIsOld() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        pool = () -> {
            free.await();
            return connect();
        };
        try (DatabaseWatch watch = watch(Duration.ofMillis(50))) {
            await(() -> !watch.state().up());
            assertThat(watch.state().problem()).contains("the database has not answered for over 2 s");
            free.countDown();
            await(() -> watch.state().up());
        }
    }

    /** So that it keeps neither the server nor the class loader of an application that is not there any more. */
    @Test
    void endsItsThread() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        pool = () -> {
            thread.set(Thread.currentThread());
            return connect();
        };
        try (DatabaseWatch watch = watch(NEVER_STALE)) {
            awaitQuestions();
            assertThat(watch.state()).isEqualTo(DatabaseState.UP);
            assertThat(thread.get()).isNotNull().matches(Thread::isDaemon);
        }
        Objects.requireNonNull(thread.get()).join();
    }

    /** Some more, whose answers have counted but for the last one. */
    private void awaitQuestions() throws InterruptedException {
        int enough = questions.get() + 4;
        await(() -> questions.get() >= enough);
    }

    /** Ends by the default time-out of a test, which interrupts it. */
    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }
}
