package org.backendcore.infrastructure.logging;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The fields of every log record of the current thread, such as the request id; the names are those of the Elastic
 * Common Schema. A task for another thread carries them by {@link #carriedBy}.
 */
public final class LogContext {
    private static final String TRACE_ID = "trace.id";
    private static final ThreadLocal<Map<String, String>> FIELDS = new ThreadLocal<>();

    private LogContext() {}

    /** The fields of the current thread. */
    public static Map<String, String> current() {
        Map<String, String> fields = FIELDS.get();
        return fields == null ? Map.of() : fields;
    }

    /** Adds fields until the scope is closed, which restores the previous ones. */
    public static Scope with(Map<String, String> fields) {
        Map<String, String> both = new HashMap<>(current());
        both.putAll(fields);
        return only(both);
    }

    /** Replaces all fields until the scope is closed, which restores the previous ones. */
    static Scope only(Map<String, String> fields) {
        Map<String, String> before = current();
        set(fields);
        return () -> set(before);
    }

    /**
     * The {@code traceparent} header for a call of another service (W3C Trace Context, 3.2), so that its log has the
     * same {@code trace.id}; empty if no request is being served. Its flags are 00: this process records no spans.
     */
    public static Optional<String> traceparent() {
        // The lowest bit is set, because an id of all zeros is invalid.
        long parent = ThreadLocalRandom.current().nextLong() | 1;
        return Optional.ofNullable(current().get(TRACE_ID))
                .map(trace -> "00-%s-%s-00".formatted(trace, HexFormat.of().toHexDigits(parent)));
    }

    /** Wraps the task so that it runs with the current thread's fields. */
    public static Runnable carriedBy(Runnable task) {
        Map<String, String> fields = current();
        return () -> {
            try (Scope scope = only(fields)) {
                task.run();
            }
        };
    }

    private static void set(Map<String, String> fields) {
        if (fields.isEmpty()) {
            // A leftover value would keep the application in memory, through the server's threads.
            FIELDS.remove();
        } else {
            FIELDS.set(Map.copyOf(fields));
        }
    }

    /** The time during which some fields belong to the current thread. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
