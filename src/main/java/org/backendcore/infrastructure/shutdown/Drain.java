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
 * The way from SIGTERM to the end of the process, by which no request is lost: readiness turns DOWN at once, so that a proxy looks
 * elsewhere; for the time of the drain everything is served; then those requests are waited for that are still running; then the
 * server stops. Both servers by themselves would close the port at once, or cut off what is running. The process has ended 50 s
 * after the drain at the latest.
 *
 * <p>A second SIGTERM changes nothing; SIGKILL is for whoever cannot wait.
 */
public final class Drain implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(Drain.class.getName());

    /** As Open Liberty itself waits when it stops. */
    private static final Duration RUNNING = Duration.ofSeconds(30);

    /** How long the server may take to stop; Open Liberty would wait another minute for a request that hangs. */
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
     * For no signal yet.
     *
     * @param bound how long running requests are waited for after the drain
     * @param exit ends the process
     */
    Drain(Duration time, Duration bound, IntConsumer exit) {
        this.time = time;
        this.bound = bound;
        this.exit = exit;
    }

    /** From when requests are let in, SIGTERM drains this process for {@code time}, until this is closed. */
    public static Drain onSigterm(Duration time) {
        Drain drain = new Drain(time, RUNNING, Drain::exit);
        drain.handle();
        return drain;
    }

    /** When the application can answer: Payara Micro asks for the readiness of one that still begins. */
    public void open() {
        open = true;
        if (!LauncherProtocol.launched()) {
            LauncherProtocol.serve(true);
        }
    }

    /** Whether the application was initialized, all of it: from {@link #open} on. */
    public boolean opened() {
        return open;
    }

    /** Whether requests are welcome: from {@link #open} until SIGTERM. */
    public boolean serving() {
        return open && !begun();
    }

    /** Whether the process is about to stop. */
    public boolean begun() {
        return begun.get();
    }

    /** To be closed when the request is answered. */
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

    /** The signal is the server's again, unless it has come already. */
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

    /** There is nothing to drain before somebody can have asked for anything. */
    private void signalled(Runnable earlier) {
        synchronized (signal) {
            if (begun() || LauncherProtocol.serving()) {
                begin();
            } else {
                earlier.run();
            }
        }
    }

    /** Not in the JVM's thread for signals, which must not wait. */
    void begin() {
        if (begun.getAndSet(true)) {
            LOGGER.info("already stopping; SIGKILL would be at once");
            return;
        }
        new Thread(this::drain, "drain").start();
    }

    private void drain() {
        LOGGER.info(() -> "stopping: not ready any more, and serving on for " + time.toSeconds() + " s (HTTP_DRAIN)");
        try {
            Thread.sleep(time.toMillis());
            awaitTheRunning();
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
        exit.accept(EndSignal.TERM.exitCode());
    }

    /** With all that the server does when it stops, but no longer than {@link #STOP}. */
    private static void exit(int status) {
        // The executor's thread is a daemon, so that it keeps no process that ends in time. Open Liberty's log takes
        // nothing any
        // more by then.
        CompletableFuture.delayedExecutor(STOP.toSeconds(), TimeUnit.SECONDS, Runnable::run)
                .execute(() -> Runtime.getRuntime().halt(status));
        System.exit(status);
    }

    private void awaitTheRunning() throws InterruptedException {
        AtomicInteger last = running;
        // Who comes now has been told to go elsewhere; only those who came before are waited for.
        running = new AtomicInteger();
        if (last.get() > 0) {
            LOGGER.info(() -> "requests that still run: " + last + "; they have " + bound.toSeconds() + " s");
        }
        long deadline = System.nanoTime() + bound.toNanos();
        while (last.get() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE.toMillis());
        }
        if (last.get() > 0) {
            LOGGER.warning(() -> "stopping with requests that run for over " + bound.toSeconds() + " s: " + last
                    + "; the process ends within " + STOP.toSeconds() + " s");
        }
    }

    /** The JVM gives no signal away with {@code -Xrs}. */
    private void handle() {
        synchronized (signal) {
            giveBack = EndSignal.TERM.handledBy(this::signalled);
            if (giveBack.isEmpty()) {
                LOGGER.warning("SIGTERM will end this process without HTTP_DRAIN");
            }
        }
    }
}
