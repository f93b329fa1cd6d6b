package org.backendcore.infrastructure.logging;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The fields that belong to every log record of the current thread, such as the id of the request; the names are those of the
 * Elastic Common Schema. A task for another thread takes them along by {@link #carriedBy}.
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

    /** Adds fields, until the scope is closed; then those from before are back. */
    public static Scope with(Map<String, String> fields) {
        Map<String, String> both = new HashMap<>(current());
        both.putAll(fields);
        return only(both);
    }

    /** Has these fields and no others, until the scope is closed; then those from before are back. */
    static Scope only(Map<String, String> fields) {
        Map<String, String> before = current();
        set(fields);
        return () -> set(before);
    }

    /**
     * The header {@code traceparent} for a call of another service (W3C Trace Context, 3.2), so that its log has the same {@code
     * trace.id}; empty where no request is served. Its flags are 00: this process records no spans.
     */
    public static Optional<String> traceparent() {
        // The lowest bit is set: an id of zeros is none.
        long parent = ThreadLocalRandom.current().nextLong() | 1;
        return Optional.ofNullable(current().get(TRACE_ID))
                .map(trace -> "00-%s-%s-00".formatted(trace, HexFormat.of().toHexDigits(parent)));
    }

    /** The task with the fields that the current thread has now. */
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
            // A value that stays would keep the application in the memory of the server's threads.
            FIELDS.remove();
        } else {
            FIELDS.set(Map.copyOf(fields));
        }
    }

    /** How long some fields belong to the current thread. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
