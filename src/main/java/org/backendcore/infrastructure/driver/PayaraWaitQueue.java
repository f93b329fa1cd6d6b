package org.backendcore.infrastructure.driver;

import com.sun.enterprise.resource.pool.waitqueue.PoolWaitQueue;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who waits inside Payara's pool, which has no other way to say that it is full; else it is as Payara's own. Payara makes one by
 * name, puts in what a thread waits on, and takes out the first when a connection is given back.
 */
public final class PayaraWaitQueue implements PoolWaitQueue {
    private final PoolQueue queue;
    private final Deque<Object> waiting = new ArrayDeque<>();

    /** Called by Payara. */
    public PayaraWaitQueue() {
        this(PoolQueue.ofTheServer());
    }

    PayaraWaitQueue(PoolQueue queue) {
        this.queue = queue;
    }

    @Override
    public synchronized void addToQueue(Object monitor) {
        waiting.addLast(monitor);
        queue.setFull(true);
    }

    /** Called by who has waited: whether that was in vain. */
    @Override
    public synchronized boolean removeFromQueue(Object monitor) {
        boolean inVain = waiting.remove(monitor);
        queue.setFull(!waiting.isEmpty());
        return inVain;
    }

    /** Called when a connection was given back. */
    @Override
    public synchronized Object remove() {
        Object first = waiting.removeFirst();
        queue.setFull(!waiting.isEmpty());
        return first;
    }

    @Override
    public synchronized int getQueueLength() {
        return waiting.size();
    }

    @Override
    public synchronized @Nullable Object peek() {
        return waiting.peekFirst();
    }

    @Override
    public synchronized Collection<Object> getQueueContents() {
        return List.copyOf(waiting);
    }
}
