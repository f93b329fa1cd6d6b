package org.backendcore.infrastructure.shutdown;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.logging.Logger;
import org.backendcore.infrastructure.process.EndSignal;
import org.backendcore.infrastructure.process.LauncherProtocol;

/**
 * The shutdown from SIGTERM to the end of the process, without a lost request. Readiness turns DOWN at once, so that a
 * proxy stops sending requests. During the drain everything is still served. Then the running requests are awaited, and
 * the server stops. Both servers by themselves would close the port at once, or abort running requests. The process
 * ends 50 s after the drain at the latest.
 *
 * <p>A second SIGTERM changes nothing; use SIGKILL to end the process at once.
 */
public final class Drain implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(Drain.class.getName());

    /** As long as Open Liberty itself waits when it stops. */
    private static final Duration RUNNING = Duration.ofSeconds(30);

    /** The maximum time for stopping the server; Open Liberty would wait another minute for a request that hangs. */
    private static final Duration STOP = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Duration time;
    private final Duration bound;
    private final IntConsumer exit;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean open;
    private volatile AtomicInteger running = new AtomicInteger();
    private final Object signal = new Object();
    private Optional<Runnable> giveBack = Optional.empty();

    /**
     * Does not handle a signal yet.
     *
     * @param bound the maximum wait for running requests after the drain
     * @param exit ends the process
     */
    Drain(Duration time, Duration bound, IntConsumer exit) {
        this.time = time;
        this.bound = bound;
        this.exit = exit;
    }

    /** Once requests are let in, SIGTERM drains this process for {@code time}, until this is closed. */
    public static Drain onSigterm(Duration time) {
        Drain drain = new Drain(time, RUNNING, Drain::exit);
        drain.handle();
        return drain;
    }

    /**
     * Called when the application can respond: Payara Micro queries the readiness of an application that is still
     * starting.
     */
    public void open() {
        open = true;
        if (!LauncherProtocol.launched()) {
            LauncherProtocol.serve(true);
        }
    }

    /** Whether the whole application was initialized, which is true after {@link #open}. */
    public boolean opened() {
        return open;
    }

    /** Whether requests are accepted: from {@link #open} until SIGTERM. */
    public boolean serving() {
        return open && !begun();
    }

    /** Whether the process is about to stop. */
    public boolean begun() {
        return begun.get();
    }

    /** Must be closed when the request is answered. */
    public Request request() {
        AtomicInteger counter = running;
        counter.incrementAndGet();
        return new Request(counter);
    }

    /** A request that is running. */
    public record Request(AtomicInteger counter) implements AutoCloseable {

        @Override
        public void close() {
            counter.decrementAndGet();
        }
    }

    /** Restores the server's handler of the signal, unless the signal has already arrived. */
    @Override
    public void close() {
        synchronized (signal) {
            if (begun()) {
                return;
            }
            if (!LauncherProtocol.launched()) {
                LauncherProtocol.serve(false);
            }
            giveBack.ifPresent(Runnable::run);
        }
    }

    /** There is nothing to drain before requests are let in. */
    private void signalled(Runnable earlier) {
        synchronized (signal) {
            if (begun() || LauncherProtocol.serving()) {
                begin();
            } else {
                earlier.run();
            }
        }
    }

    /** Not in the JVM's signal thread, which must not block. */
    void begin() {
        if (begun.getAndSet(true)) {
            LOGGER.info("already stopping; SIGKILL would end the process at once");
            return;
        }
        new Thread(this::drain, "drain").start();
    }

    private void drain() {
        LOGGER.info(() -> "stopping: no longer ready, but still serving for " + time.toSeconds() + " s (HTTP_DRAIN)");
        try {
            Thread.sleep(time.toMillis());
            awaitTheRunning();
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
        exit.accept(EndSignal.TERM.exitCode());
    }

    /** Runs the server's shutdown hooks, but for no longer than {@link #STOP}. */
    private static void exit(int status) {
        // The executor's thread is a daemon, so it does not keep alive a process that ends in time. Open Liberty's log
        // accepts no records at this point.
        CompletableFuture.delayedExecutor(STOP.toSeconds(), TimeUnit.SECONDS, Runnable::run)
                .execute(() -> Runtime.getRuntime().halt(status));
        System.exit(status);
    }

    private void awaitTheRunning() throws InterruptedException {
        AtomicInteger last = running;
        // New clients have been told to go elsewhere; only earlier requests are awaited.
        running = new AtomicInteger();
        if (last.get() > 0) {
            LOGGER.info(() -> "requests still running: " + last + "; they have " + bound.toSeconds() + " s to finish");
        }
        long deadline = System.nanoTime() + bound.toNanos();
        while (last.get() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE.toMillis());
        }
        if (last.get() > 0) {
            LOGGER.warning(() -> "stopping with requests still running after " + bound.toSeconds() + " s: " + last
                    + "; the process ends within " + STOP.toSeconds() + " s");
        }
    }

    /** With {@code -Xrs}, the JVM gives no signal away. */
    private void handle() {
        synchronized (signal) {
            giveBack = EndSignal.TERM.handledBy(this::signalled);
            if (giveBack.isEmpty()) {
                LOGGER.warning("SIGTERM will end this process without waiting for HTTP_DRAIN");
            }
        }
    }
}
