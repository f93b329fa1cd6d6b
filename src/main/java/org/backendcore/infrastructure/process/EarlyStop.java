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
 * Ends a process at once on SIGTERM, SIGINT or SIGHUP, as long as nobody is served: while it starts, or after a refused start. Half of
 * a server cannot be stopped: Payara Micro fails in many words, and Open Liberty 26.0.0.3 may wait for ever. So nothing is stopped; what
 * must not stay is cleaned up, without a word of those that still run, and the process ends.
 */
public final class EarlyStop implements AutoCloseable {
    /** Whatever the log and the disk do. */
    private static final long BOUND_MILLIS = 1500;

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
     * From now on, until it is closed.
     *
     * @param log what says the one sentence about it
     * @param cleanUp the last that happens; it is not given long
     */
    public static EarlyStop onSignal(Consumer<String> log, Runnable cleanUp) {
        return new EarlyStop(log, cleanUp);
    }

    /** The signals are somebody else's again; does not return when one of them is ending the process. */
    @Override
    public void close() {
        synchronized (ending) {
            before.forEach(Runnable::run);
        }
    }

    private void handle(EndSignal signal, Runnable earlier) {
        // The application has a better answer to SIGTERM.
        if (LauncherProtocol.serving()) {
            earlier.run();
            return;
        }
        synchronized (ending) {
            end(signal);
        }
    }

    private void end(EndSignal signal) {
        CompletableFuture.delayedExecutor(BOUND_MILLIS, TimeUnit.MILLISECONDS, Runnable::run)
                .execute(() -> Runtime.getRuntime().halt(signal.exitCode()));
        try {
            log.accept("stopping at once: SIG%s, and nobody is served".formatted(signal.name()));
            silence();
            cleanUp.run();
        } finally {
            // Not an exit, which would run what the server does when it stops.
            Runtime.getRuntime().halt(signal.exitCode());
        }
    }

    /** Of what still runs and misses what is cleaned up; the JDK puts /dev/null into the place of both. */
    private static void silence() {
        for (FileDescriptor output : List.of(FileDescriptor.out, FileDescriptor.err)) {
            try {
                new FileOutputStream(output).close();
            } catch (IOException exception) {
                // Then it says what it says.
            }
        }
    }
}
