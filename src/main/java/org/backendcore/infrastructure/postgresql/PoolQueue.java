package org.backendcore.infrastructure.postgresql;

import java.lang.management.ManagementFactory;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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
     * @param use of the pool at this moment; only asked where it matters
     * @throws SQLTransientConnectionException when it has no connection left for one more, and as many wait as may
     */
    void enter(Supplier<PoolUse> use) throws SQLTransientConnectionException {
        int beyond = waiting.getAndIncrement() - maxWaiting;
        if (maxWaiting > 0 && beyond >= 0 && leavesNoneFor(beyond, use)) {
            waiting.decrementAndGet();
            refused.incrementAndGet();
            throw new SQLTransientConnectionException(
                    "as many requests wait for a connection of the pool as may (DB_POOL_MAX_WAITING)",
                    TOO_MANY_CONNECTIONS);
        }
    }

    /** Where others wait beyond the bound, for connections which are just being made, there are none for more than the pool may have. */
    private static boolean leavesNoneFor(int beyond, Supplier<PoolUse> use) {
        try {
            PoolUse now = use.get();
            return now.isFull() || beyond >= now.most();
        } catch (RuntimeException unknown) {
            return false;
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
