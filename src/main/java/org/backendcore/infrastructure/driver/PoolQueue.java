package org.backendcore.infrastructure.driver;

import java.lang.management.ManagementFactory;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Counts who waits for a connection of the pool of the requests, and refuses those that come when as many wait as may: a server
 * whose threads all wait serves everybody late, and answers no probe.
 */
final class PoolQueue implements PoolQueueMXBean {
    private static final PoolQueue OF_THE_SERVER = registered(new PoolQueue());

    /** PostgreSQL, appendix A: too_many_connections, which this is for the client, too. */
    private static final String TOO_MANY_CONNECTIONS = "53300";

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong given = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile int maxWaiting;

    PoolQueue() {}

    /** A server has one such pool. */
    static PoolQueue ofTheServer() {
        return OF_THE_SERVER;
    }

    private static PoolQueue registered(PoolQueue queue) {
        try {
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = new ObjectName("org.backendcore:type=PoolQueue");
            if (beans.isRegistered(name)) {
                // By this class, before the server has loaded it once more.
                beans.unregisterMBean(name);
            }
            beans.registerMBean(queue, name);
            return queue;
        } catch (JMException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /**
     * To be followed by {@link #leave}.
     *
     * @param full whether all connections of the pool are in use; only asked where it matters
     * @throws SQLTransientConnectionException when they are, and as many wait as may
     */
    void enter(BooleanSupplier full) throws SQLTransientConnectionException {
        int others = waiting.getAndIncrement();
        int bound = maxWaiting;
        if (bound > 0 && others >= bound && full.getAsBoolean()) {
            waiting.decrementAndGet();
            refused.incrementAndGet();
            throw new SQLTransientConnectionException(
                    "as many requests wait for a connection of the pool as may (DB_POOL_MAX_WAITING)",
                    TOO_MANY_CONNECTIONS);
        }
    }

    void leave() {
        waiting.decrementAndGet();
    }

    /** Somebody got a connection. */
    void give() {
        given.incrementAndGet();
    }

    @Override
    public int getMaxWaiting() {
        return maxWaiting;
    }

    @Override
    public void setMaxWaiting(int maxWaiting) {
        this.maxWaiting = maxWaiting;
    }

    @Override
    public int getWaiting() {
        return waiting.get();
    }

    @Override
    public long getGiven() {
        return given.get();
    }

    @Override
    public int getInUse() {
        return PoolUse.now().inUse();
    }

    @Override
    public long getRefused() {
        return refused.get();
    }
}
