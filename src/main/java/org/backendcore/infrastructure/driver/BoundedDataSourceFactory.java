package org.backendcore.infrastructure.driver;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.management.ManagementFactory;
import java.util.Hashtable;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.Name;
import javax.naming.NamingException;
import javax.naming.spi.ObjectFactory;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Called by the servers, where {@code jdbc/app} is the pool {@code jdbc/pool} behind a {@link PoolQueue}. */
public final class BoundedDataSourceFactory implements ObjectFactory {
    private static final String POOL = "jdbc/pool";

    /** What Open Liberty says of it. */
    private static final String OF_OPEN_LIBERTY =
            "WebSphere:type=com.ibm.ws.jca.cm.mbean.ConnectionManagerMBean,jndiName=" + POOL + ",*";

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
                BoundedDataSourceFactory::isFull,
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

    private static boolean isFull() {
        try {
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            for (ObjectName pool : beans.queryNames(new ObjectName(OF_OPEN_LIBERTY), null)) {
                return number(beans, pool, "Available") == 0
                        && number(beans, pool, "Size") >= number(beans, pool, "MaxSize");
            }
            return PoolQueue.ofTheServer().isFull();
        } catch (JMException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static long number(MBeanServer beans, ObjectName pool, String attribute) throws JMException {
        return ((Number) beans.getAttribute(pool, attribute)).longValue();
    }
}
