package org.backendcore.infrastructure.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Ends a process at once on SIGTERM, SIGINT or SIGHUP while it serves no requests: during its start, or after a refused
 * start. A partly started server cannot be stopped: Payara Micro fails with many messages, and Open Liberty 26.0.0.3
 * may wait forever. So nothing is stopped: temporary files are cleaned up, without output from threads that are still
 * running, and the process ends.
 */
public final class EarlyStop implements AutoCloseable {
    /** The time for the log, and then for the disk: neither keeps the process from ending, nor the one from the other. */
    private static final long BOUND_MILLIS = 1000;

    private final Consumer<String> log;
    private final Runnable cleanUp;
    private final Object ending = new Object();
    private final List<Runnable> before;

    private EarlyStop(Consumer<String> log, Runnable cleanUp) {
        this.log = log;
        this.cleanUp = cleanUp;
        this.before = EndSignal.ALL.stream()
                .map(signal -> signal.handledBy(earlier -> handle(signal, earlier)))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Takes effect now, until it is closed.
     *
     * @param log logs the one sentence about it
     * @param cleanUp runs last, with little time
     */
    public static EarlyStop onSignal(Consumer<String> log, Runnable cleanUp) {
        return new EarlyStop(log, cleanUp);
    }

    /** Restores the previous handlers; does not return if one of the signals is ending the process. */
    @Override
    public void close() {
        synchronized (ending) {
            before.forEach(Runnable::run);
        }
    }

    private void handle(EndSignal signal, Runnable earlier) {
        // Requests are being served: the application handles SIGTERM itself.
        if (LauncherProtocol.serving()) {
            earlier.run();
            return;
        }
        synchronized (ending) {
            end(signal);
        }
    }

    private void end(EndSignal signal) {
        after(BOUND_MILLIS, () -> leave(signal));
        after(2 * BOUND_MILLIS, () -> Runtime.getRuntime().halt(signal.exitCode()));
        try {
            log.accept("stopping at once on SIG%s: no client is being served".formatted(signal.name()));
        } finally {
            leave(signal);
        }
    }

    private static void after(long millis, Runnable task) {
        // Threads of its own, because a server may be using those of the common pool.
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, work -> new Thread(work, "early stop").start())
                .execute(task);
    }

    private void leave(EndSignal signal) {
        try {
            silence();
            cleanUp.run();
        } finally {
            // Not System.exit, which would run the server's shutdown hooks.
            Runtime.getRuntime().halt(signal.exitCode());
        }
    }

    /**
     * Silences threads that are still running and miss the deleted files; the JDK redirects both streams to /dev/null.
     */
    private static void silence() {
        for (FileDescriptor output : List.of(FileDescriptor.out, FileDescriptor.err)) {
            try {
                new FileOutputStream(output).close();
            } catch (IOException exception) {
                // Not silenced then.
            }
        }
    }
}
