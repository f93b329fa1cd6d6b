package org.backendcore.infrastructure.driver;

/**
 * The queue before the pool of the requests, in the platform's MBean server under {@code org.backendcore:type=PoolQueue}. The
 * application sets its bound and looks at what moves in it; so may an operator.
 */
public interface PoolQueueMXBean {

    /** How many may wait, {@code db.pool-max-waiting}; 0 for any number. */
    int getMaxWaiting();

    /** From the next request on. */
    void setMaxWaiting(int maxWaiting);

    /** How many wait at this moment, those included that are just given one. */
    int getWaiting();

    /** How many connections the pool has given, since the server began. */
    long getGiven();

    /** How many connections of the pool are in use at this moment, also by who does not answer any more. */
    int getInUse();

    /** How many requests were refused, because as many waited as may. */
    long getRefused();
}
