package org.backendcore.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition, for a limited time. */
public final class Await {
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Await() {}

    public static void until(String what, Callable<Boolean> condition) throws Exception {
        until(BOUND, what, condition);
    }

    public static void until(Duration bound, String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within %s: %s".formatted(bound, what));
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }
}
