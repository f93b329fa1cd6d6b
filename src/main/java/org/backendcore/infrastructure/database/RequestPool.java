package org.backendcore.infrastructure.database;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.logging.Logger;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.sql.DataSource;

/**
 * The pool of the requests, with the queue that server-config puts in front of it. The queue belongs to the server,
 * outside of the WAR; its data is in the platform's MBean server.
 *
 * @param maxSize the maximum number of connections
 */
public record RequestPool(DataSource dataSource, int maxSize) {
    private static final Logger LOGGER = Logger.getLogger(RequestPool.class.getName());
    private static final String QUEUE = "org.backendcore:type=PoolQueue";

    /**
     * Limits the number of requests that may wait for a connection; 0 means no limit. Any further request is refused at
     * once.
     */
    public void boundTheQueue(int maxWaiting) {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .setAttribute(new ObjectName(QUEUE), new Attribute("MaxWaiting", maxWaiting));
        } catch (InstanceNotFoundException absent) {
            if (maxWaiting > 0) {
                LOGGER.warning(
                        "'db.pool-max-waiting' has no effect, and any number of requests may wait for the pool: the server's data source '"
                                + ServerDataSource.JNDI_NAME + "' is not the one from server-config");
            }
        } catch (JMException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /**
     * The pool's counters.
     *
     * @param given the number of connections handed out so far, including those to the watch
     * @param inUseSince the number of connections that have been in use since a moment in the past, as far as is known
     */
    record Counts(long given, int inUseSince) {}

    /**
     * Empty if the server does not count.
     *
     * @param nanoTime the moment for {@link Counts#inUseSince}, by {@link System#nanoTime}
     */
    Optional<Counts> counts(long nanoTime) {
        try {
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            ObjectName queue = new ObjectName(QUEUE);
            return Optional.of(new Counts((Long) beans.getAttribute(queue, "Given"), (Integer)
                    beans.invoke(queue, "countInUseSince", new Object[] {nanoTime}, new String[] {"long"})));
        } catch (InstanceNotFoundException absent) {
            return Optional.empty();
        } catch (JMException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
