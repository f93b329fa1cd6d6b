package org.backendcore.infrastructure.postgresql;

/**
 * The queue in front of the request pool, in the platform's MBean server as {@code org.backendcore:type=PoolQueue}. The
 * application sets its limit and reads its counters; so may an operator.
 */
public interface PoolQueueMXBean {

    /** The maximum number of waiting requests, {@code db.pool-max-waiting}; 0 means no limit. */
    int getMaxWaiting();

    /** Takes effect with the next request. */
    void setMaxWaiting(int maxWaiting);

    /**
     * The number waiting at this moment, including those that are just getting a connection, and the watch, which
     * requests one every second.
     */
    int getWaiting();

    /**
     * The number of connections handed out since the server started, including those to the watch; a transaction's
     * second request does not count.
     */
    long getGiven();

    /**
     * The number of pool connections in use at this moment, including those whose holder no longer responds, but
     * without those that were handed out after the given moment. A transaction that has returned its connection keeps
     * it until its end, so it counts as one that began before.
     *
     * @param nanoTime by {@link System#nanoTime} in this JVM
     */
    int countInUseSince(long nanoTime);

    /** The number of requests refused because the queue was full. */
    long getRefused();
}
