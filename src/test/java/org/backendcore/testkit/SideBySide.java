package org.backendcore.testkit;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Does the same with each of several items at the same time, in one thread per item. It does not use the common pool:
 * on two processors that has one thread, and from JDK 25 on {@code HttpClient.sendAsync} completes nothing while a test
 * occupies it.
 */
public final class SideBySide {
    private SideBySide() {}

    /** Returns when all have ended; throws the exception of the first of them. */
    public static <T> void each(Collection<T> all, Consumer<T> action) {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<Void>> running = all.stream()
                    .map(one -> CompletableFuture.runAsync(() -> action.accept(one), threads))
                    .toList();
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            if (failure.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            throw failure;
        } finally {
            threads.shutdown();
        }
    }
}
