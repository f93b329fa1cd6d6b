package org.backendcore.infrastructure.database;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.backendcore.infrastructure.database.RequestPool.Counts;
import org.h2.jdbcx.JdbcDataSource;

/** A pool on a real in-memory H2, which misbehaves on request. */
final class FakePool {
    /** The maximum number of connections. */
    static final int MOST = 4;

    private final JdbcDataSource h2 = new JdbcDataSource();
    private final AtomicLong questions = new AtomicLong();
    private final DataSource dataSource;
    private volatile Callable<Connection> answer = this::connect;

    /** The reported number of connections handed out. */
    final AtomicLong given = new AtomicLong();

    /** The reported number of connections that have been in use since before the database was away. */
    volatile int inUseSince;

    FakePool() {
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        h2.setUser("dev");
        dataSource = (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    questions.incrementAndGet();
                    return answer.call();
                });
    }

    DataSource dataSource() {
        return dataSource;
    }

    RequestPool requests() {
        return new RequestPool(dataSource, MOST);
    }

    Optional<Counts> counts(long nanoTime) {
        return Optional.of(new Counts(given.get(), inUseSince));
    }

    Connection connect() throws SQLException {
        return h2.getConnection();
    }

    void isInOrder() {
        answer = this::connect;
    }

    void answers(Callable<Connection> connection) {
        answer = connection;
    }

    /** As the servers' pools do after their time-out. */
    void isBusy() {
        fails(new SQLException("no connection", new SQLTransientConnectionException("in time")));
    }

    void fails(Exception exception) {
        answer = () -> {
            throw exception;
        };
    }

    /** Waits for a few more requests; all but the last one have been evaluated by then. */
    void awaitQuestions() throws InterruptedException {
        long enough = questions.get() + 4;
        await(() -> questions.get() >= enough);
    }

    /** Bounded by the default time-out of a test, which interrupts it. */
    static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }
}
