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

/** Called by the servers, where {@code jdbc/app} is the pool {@code jdbc/pool} behind a {@link PoolQueue}. */
public final class BoundedDataSourceFactory implements ObjectFactory {
    static final String POOL = "jdbc/pool";

    /** Called by the servers. */
    public BoundedDataSourceFactory() {}

    /** In the same environment: Payara looks up what Jakarta Persistence uses with a mark in there, by which it joins transactions. */
    @Override
    @SuppressWarnings({"BanJNDI", "JdkObsolete"}) // The name is a constant; the interface is as old as that.
    public Object getObjectInstance(
            Object reference, @Nullable Name name, @Nullable Context context, @Nullable Hashtable<?, ?> environment)
            throws NamingException {
        return new BoundedDataSource(
                (DataSource) new InitialContext(environment).lookup(POOL),
                PoolUse::now,
                PoolQueue.ofTheServer(),
                transactions());
    }

    /** Absent where the look-up is that of no component, such as the one of a start. */
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
