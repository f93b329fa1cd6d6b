package org.backendcore.infrastructure.postgresql;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Puts a bounded queue in front of a pool of the server, whose own queue is unbounded. A transaction that already has a
 * connection gets the same one again and so does not wait; otherwise its work would be lost.
 */
record BoundedDataSource(DataSource pool, PoolQueue queue, Optional<TransactionSynchronizationRegistry> transactions)
        implements DataSource {

    /** Marks a transaction, in its own registry, as having a connection. */
    private static final String HAD_ONE = BoundedDataSource.class.getName();

    @Override
    public Connection getConnection() throws SQLException {
        Optional<TransactionSynchronizationRegistry> transaction =
                transactions.filter(current -> current.getTransactionKey() != null);
        if (transaction.filter(current -> current.getResource(HAD_ONE) != null).isPresent()) {
            return pool.getConnection();
        }
        queue.enter();
        try {
            Connection connection = pool.getConnection();
            queue.give(connection);
            if (transaction.isPresent()) {
                mark(transaction.get(), connection);
            }
            return connection;
        } finally {
            queue.leave();
        }
    }

    /** Fails for a transaction that ended while it was waiting. */
    private static void mark(TransactionSynchronizationRegistry transaction, Connection connection)
            throws SQLException {
        try {
            transaction.putResource(HAD_ONE, true);
        } catch (IllegalStateException over) {
            connection.close();
            throw over;
        }
    }

    /** Not queued: the server has a separate pool for each account. */
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
