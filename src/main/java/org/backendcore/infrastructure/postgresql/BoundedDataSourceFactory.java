package org.backendcore.infrastructure.postgresql;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Hashtable;
import java.util.Optional;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.Name;
import javax.naming.NamingException;
import javax.naming.spi.ObjectFactory;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Called by the servers; {@code jdbc/app} is the pool {@code jdbc/pool} behind a {@link PoolQueue}. */
public final class BoundedDataSourceFactory implements ObjectFactory {
    static final String POOL = "jdbc/pool";

    /** Called by the servers. */
    public BoundedDataSourceFactory() {}

    /**
     * Passes the environment on: for Jakarta Persistence, Payara marks the look-up there, which makes the connection
     * join transactions.
     */
    @Override
    @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // The name is a constant; the interface predates generics.
    public Object getObjectInstance(
            Object reference, @Nullable Name name, @Nullable Context context, @Nullable Hashtable<?, ?> environment)
            throws NamingException {
        return new BoundedDataSource(
                (DataSource) new InitialContext(environment).lookup(POOL), PoolQueue.ofTheServer(), transactions());
    }

    /** Absent if the look-up is outside of a component, such as during a start. */
    @SuppressWarnings("BanJNDI") // The name is a constant.
    private static Optional<TransactionSynchronizationRegistry> transactions() {
        try {
            return Optional.of((TransactionSynchronizationRegistry)
                    new InitialContext().lookup("java:comp/TransactionSynchronizationRegistry"));
        } catch (NamingException absent) {
            return Optional.empty();
        }
    }
}
