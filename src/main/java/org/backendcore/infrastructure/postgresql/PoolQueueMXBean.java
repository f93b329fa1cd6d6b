package org.backendcore.infrastructure.postgresql;

/**
 * The queue before the pool of the requests, in the platform's MBean server under {@code org.backendcore:type=PoolQueue}. The
 * application sets its bound and looks at what moves in it; so may an operator.
 */
public interface PoolQueueMXBean {

    /** How many may wait, {@code db.pool-max-waiting}; 0 for any number. */
    int getMaxWaiting();

    /** From the next request on. */
    void setMaxWaiting(int maxWaiting);

    /** How many wait at this moment, those included that are just given one, and the watch, which wants one every second. */
    int getWaiting();

    /** How often the pool has given a connection since the server began, also to the watch; not a second one to a transaction. */
    long getGiven();

    /** How many connections of the pool are in use at this moment, also by who does not answer any more. */
    int getInUse();

    /** How often one was refused, because as many waited as may. */
    long getRefused();
}
