package org.backendcore.infrastructure.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.backendcore.infrastructure.database.RequestPool.Counts;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** On a real H2 in memory, behind a pool that misbehaves when a test says so; {@code OverloadContractIT} asks the servers'. */
final class PoolWatchTest {
    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(50);
    private static final int MOST = 5;
    private static final String STUCK = "the pool has given nobody a connection for over 0 s";

    private final JdbcDataSource h2 = new JdbcDataSource();
    private volatile Callable<Connection> pool = this::connect;
    private final AtomicLong questions = new AtomicLong();
    private final AtomicLong given = new AtomicLong();
    private volatile int inUse;
    private final DataSource dataSource = (DataSource) Proxy.newProxyInstance(
            DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                questions.incrementAndGet();
                return pool.call();
            });
    private final RequestPool requests = new RequestPool(dataSource, MOST);

    PoolWatchTest() {
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        h2.setUser("dev");
    }

    private Connection connect() throws Exception {
        return h2.getConnection();
    }

    private Optional<Counts> counts() {
        return Optional.of(new Counts(given.get(), inUse));
    }

    private Connection time() throws SQLException {
        throw new SQLException("no connection", new SQLTransientConnectionException("in time"));
    }

    /** Where nobody counts what others get, nobody knows that they get nothing. */
    @Test
    void aBusyPoolIsNoProblem() throws Exception {
        pool = this::time;
        try (Logged logged = Logged.by(PoolWatch.class);
                PoolWatch patient = new PoolWatch(requests, this::counts, OFTEN, NEVER);
                PoolWatch ignorant = new PoolWatch(requests, Optional::empty, OFTEN, Duration.ZERO)) {
            awaitQuestions();
            assertThat(patient.problem()).isEmpty();
            assertThat(ignorant.problem()).isEmpty();
            assertThat(logged.lines()).isEmpty();
        }
    }

    @Test
    void isStuckWhenItGivesNobodyAny() throws Exception {
        pool = this::time;
        try (Logged logged = Logged.by(PoolWatch.class);
                PoolWatch watch = new PoolWatch(requests, this::counts, OFTEN, SOON)) {
            await(() -> watch.problem().isPresent());
            assertThat(watch.problem()).contains(STUCK);
            pool = this::connect;
            await(() -> watch.problem().isEmpty());
            assertThat(logged.lines())
                    .containsExactly(
                            "WARNING the pool has given nobody a connection for over 0 s, although some wanted one: look for code that does not close its connections, or has them for very long",
                            "INFO the pool gives connections again");
        }
    }

    /** The watch itself may have no luck for long. */
    @Test
    void isNotStuckWhileOthersGetSome() throws Exception {
        pool = this::time;
        try (PoolWatch watch =
                new PoolWatch(requests, () -> Optional.of(new Counts(given.incrementAndGet(), MOST)), OFTEN, SOON)) {
            long later = System.nanoTime() + 3 * SOON.toNanos();
            while (System.nanoTime() < later) {
                assertThat(watch.problem()).isEmpty();
                Thread.sleep(1);
            }
        }
    }

    /** Its connections may be dead, and be found to be so one after the other. */
    @Test
    void mustGiveSomebodyOneAfterTheDatabaseWasAway() throws Exception {
        pool = this::time;
        try (PoolWatch watch = new PoolWatch(requests, this::counts, OFTEN, NEVER)) {
            awaitQuestions();
            assertThat(watch.problem()).isEmpty();
            watch.distrust(false);
            awaitQuestions();
            assertThat(watch.problem()).contains("the pool has given nobody a connection since the database was away");
            given.incrementAndGet();
            assertThat(watch.problem()).isEmpty();
            watch.distrust(false);
            assertThat(watch.problem()).isPresent();
            pool = this::connect;
            await(() -> watch.problem().isEmpty());
        }
    }

    /** The others may be with requests that wait for an answer which will never come. */
    @Test
    void mustHaveHalfOfItsConnectionsAfterTheDatabaseWasAway() throws Exception {
        try (PoolWatch watch = new PoolWatch(requests, this::counts, OFTEN, NEVER)) {
            inUse = 3;
            awaitQuestions();
            assertThat(watch.problem()).isEmpty();
            watch.distrust(true);
            awaitQuestions();
            assertThat(watch.problem()).contains("more than half of the pool is in use since the database was away");
            // Also when nobody has got one since that was asked.
            pool = this::time;
            awaitQuestions();
            assertThat(watch.problem()).contains("more than half of the pool is in use since the database was away");
            inUse = 2;
            assertThat(watch.problem()).isEmpty();
            inUse = MOST;
            assertThat(watch.problem()).isEmpty();
            pool = this::connect;
            watch.distrust(false);
            await(() -> watch.problem().isEmpty());
        }
    }

    @Test
    void whatIsNoTimeoutIsAProblemAtOnce() throws Exception {
        pool = () -> {
            throw new SQLException("refused", "53300");
        };
        try (Logged logged = Logged.by(PoolWatch.class);
                PoolWatch watch = new PoolWatch(requests, Optional::empty, OFTEN, NEVER)) {
            await(() -> watch.problem().isPresent());
            assertThat(watch.problem()).contains("the pool fails: the database refuses the connection");
            awaitQuestions();
            pool = this::connect;
            await(() -> watch.problem().isEmpty());
            awaitQuestions();
            assertThat(logged.lines())
                    .containsExactly(
                            "WARNING the pool of the requests gives no connection: the database has no connection left (SQLSTATE 53300)",
                            "INFO the pool of the requests gives connections again");
        }
    }

    /** Some more, whose answers have counted but for the last one. */
    private void awaitQuestions() throws InterruptedException {
        long enough = questions.get() + 4;
        await(() -> questions.get() >= enough);
    }

    /** Ends by the default time-out of a test, which interrupts it. */
    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }
}
