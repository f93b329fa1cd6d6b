package org.backendcore.infrastructure.postgresql;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Counts the requests that wait for a connection of the request pool, and refuses further ones at the limit: if all
 * threads of a server wait, it serves everybody late and answers no probe.
 */
final class PoolQueue implements PoolQueueMXBean {
    private static final PoolQueue OF_THE_SERVER = registered(new PoolQueue(PoolUse::now));

    /** PostgreSQL, appendix A: too_many_connections, which is also what this means for the client. */
    private static final String TOO_MANY_CONNECTIONS = "53300";

    private final Supplier<PoolUse> use;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong given = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Queue<Loan> loans = new ConcurrentLinkedQueue<>();
    private volatile int maxWaiting;

    /**
     * A connection that was handed out.
     *
     * @param handle the server's, which is closed when the connection is returned; weak, because Open Liberty takes back
     *     a connection that a request has left open, and does not close the handle
     * @param nanoTime when it was handed out
     */
    private record Loan(WeakReference<Connection> handle, long nanoTime) {
        boolean isReturned() {
            Connection connection = handle.get();
            try {
                return connection == null || connection.isClosed();
            } catch (SQLException unknown) {
                return true;
            }
        }
    }

    /**
     * For tests.
     *
     * @param use the pool's use at this moment; only queried if it matters
     */
    PoolQueue(Supplier<PoolUse> use) {
        this.use = use;
    }

    /** The queue of this server's only request pool. */
    static PoolQueue ofTheServer() {
        return OF_THE_SERVER;
    }

    private static PoolQueue registered(PoolQueue queue) {
        try {
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = new ObjectName("org.backendcore:type=PoolQueue");
            if (beans.isRegistered(name)) {
                // Registered by this class before the server loaded it again.
                beans.unregisterMBean(name);
            }
            beans.registerMBean(queue, name);
            return queue;
        } catch (JMException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /**
     * Must be followed by {@link #leave}.
     *
     * @throws SQLTransientConnectionException if the pool has no free connection and the queue is full
     */
    void enter() throws SQLTransientConnectionException {
        int beyond = waiting.getAndIncrement() - maxWaiting;
        if (maxWaiting > 0 && beyond >= 0 && leavesNoneFor(beyond)) {
            waiting.decrementAndGet();
            refused.incrementAndGet();
            throw new SQLTransientConnectionException(
                    "the queue for a connection of the pool is full (DB_POOL_MAX_WAITING)", TOO_MANY_CONNECTIONS);
        }
    }

    /**
     * Requests beyond the limit may wait for connections that are just being created, but no more of them than the
     * pool's maximum.
     */
    private boolean leavesNoneFor(int beyond) {
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

    /** Counts a connection that was handed out. */
    void give(Connection connection) {
        given.incrementAndGet();
        loans.removeIf(Loan::isReturned);
        loans.add(new Loan(new WeakReference<>(connection), System.nanoTime()));
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
    public int countInUseSince(long nanoTime) {
        long later = loans.stream()
                .filter(loan -> loan.nanoTime() - nanoTime > 0 && !loan.isReturned())
                .count();
        return Math.max(0, use.get().inUse() - (int) later);
    }

    @Override
    public long getRefused() {
        return refused.get();
    }
}
