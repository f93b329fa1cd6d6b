package org.backendcore.infrastructure.database;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A task that runs once per period, in a thread of its own, until it is closed. It continues whatever is thrown: an
 * uncaught exception would end the schedule silently.
 */
final class RepeatedTask implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(RepeatedTask.class.getName());

    private final String name;
    private final Runnable task;
    private final ScheduledExecutorService thread;
    private boolean failed;

    private RepeatedTask(String name, Runnable task) {
        this.name = name;
        this.task = task;
        thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread watcher = new Thread(work, name);
            watcher.setDaemon(true);
            return watcher;
        });
    }

    /** Begins at once; the period is the time between one run's end and the next run's start. */
    static RepeatedTask begin(String name, Duration period, Runnable task) {
        RepeatedTask repeated = new RepeatedTask(name, task);
        var unused =
                repeated.thread.scheduleWithFixedDelay(repeated::once, 0, period.toMillis(), TimeUnit.MILLISECONDS);
        return repeated;
    }

    private void once() {
        try {
            task.run();
            failed = false;
        } catch (RuntimeException | Error failure) {
            if (!failed) {
                LOGGER.log(Level.SEVERE, failure, () -> "the %s failed; it continues".formatted(name));
            }
            failed = true;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
