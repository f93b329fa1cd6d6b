package org.backendcore.infrastructure.postgresql;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A pool of the server, whose own queue has no end, behind one that has. A transaction that has had a connection gets the same one
 * again, and so does not wait; what it has done would be lost.
 *
 * @param use of the pool, at this moment
 */
record BoundedDataSource(
        DataSource pool,
        Supplier<PoolUse> use,
        PoolQueue queue,
        Optional<TransactionSynchronizationRegistry> transactions)
        implements DataSource {

    /** What a transaction is marked by, in its own registry. */
    private static final String HAD_ONE = BoundedDataSource.class.getName();

    @Override
    public Connection getConnection() throws SQLException {
        Optional<TransactionSynchronizationRegistry> transaction =
                transactions.filter(current -> current.getTransactionKey() != null);
        if (transaction.filter(current -> current.getResource(HAD_ONE) != null).isPresent()) {
            return pool.getConnection();
        }
        queue.enter(use);
        try {
            Connection connection = pool.getConnection();
            queue.give();
            if (transaction.isPresent()) {
                mark(transaction.get(), connection);
            }
            return connection;
        } finally {
            queue.leave();
        }
    }

    /** Fails for a transaction that has ended while it waited. */
    private static void mark(TransactionSynchronizationRegistry transaction, Connection connection)
            throws SQLException {
        try {
            transaction.putResource(HAD_ONE, true);
        } catch (IllegalStateException over) {
            connection.close();
            throw over;
        }
    }

    /** Nobody waits here: the server has a pool for each account. */
    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        return pool.getConnection(user, password);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return pool.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || pool.isWrapperFor(type);
    }
}
