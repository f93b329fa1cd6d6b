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

/** Of a real H2 in memory, which misbehaves when a test says so. */
final class FakePool {
    /** How many connections it may open. */
    static final int MOST = 4;

    private final JdbcDataSource h2 = new JdbcDataSource();
    private final AtomicLong questions = new AtomicLong();
    private final DataSource dataSource;
    private volatile Callable<Connection> answer = this::connect;

    /** How many it says that it has given. */
    final AtomicLong given = new AtomicLong();

    /** How many it says to be in use. */
    volatile int inUse;

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

    Optional<Counts> counts() {
        return Optional.of(new Counts(given.get(), inUse));
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

    /** Some more, whose answers have counted but for the last one. */
    void awaitQuestions() throws InterruptedException {
        long enough = questions.get() + 4;
        await(() -> questions.get() >= enough);
    }

    /** Ends by the default time-out of a test, which interrupts it. */
    static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }
}
