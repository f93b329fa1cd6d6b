package org.backendcore.infrastructure.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class LogContextTest {

    @Test
    void hasItsFieldsUntilItIsClosed() {
        try (LogContext.Scope outer = LogContext.with(Map.of("trace.id", "1"))) {
            try (LogContext.Scope inner = LogContext.with(Map.of("url.path", "/"))) {
                assertThat(LogContext.current()).isEqualTo(Map.of("trace.id", "1", "url.path", "/"));
            }
            assertThat(LogContext.current()).isEqualTo(Map.of("trace.id", "1"));
        }
        assertThat(LogContext.current()).isEmpty();
    }

    @Test
    void goesWithATaskAndLeavesItsThreadAsItWas() throws InterruptedException {
        AtomicReference<Map<String, String>> during = new AtomicReference<>(Map.of());
        AtomicReference<Map<String, String>> after = new AtomicReference<>(Map.of());
        Runnable task;
        try (LogContext.Scope scope = LogContext.with(Map.of("trace.id", "1"))) {
            task = LogContext.carriedBy(() -> during.set(LogContext.current()));
        }
        Thread other = new Thread(() -> {
            try (LogContext.Scope scope = LogContext.with(Map.of("trace.id", "2"))) {
                task.run();
                after.set(LogContext.current());
            }
        });
        other.start();
        other.join();
        assertThat(during.get()).isEqualTo(Map.of("trace.id", "1"));
        assertThat(after.get()).isEqualTo(Map.of("trace.id", "2"));
    }

    @Test
    void passesItsTraceOn() {
        assertThat(LogContext.traceparent()).isEmpty();
        String id = "0123456789abcdef".repeat(2);
        try (LogContext.Scope scope = LogContext.with(Map.of("trace.id", id))) {
            assertThat(LogContext.traceparent().orElseThrow()).matches("00-" + id + "-[0-9a-f]{15}[13579bdf]-00");
            assertThat(LogContext.traceparent()).isNotEqualTo(LogContext.traceparent());
        }
    }

    /** As a managed executor does it. */
    @Test
    void goesWithASnapshotOfTheServer() {
        LogContextProvider provider = new LogContextProvider();
        try (LogContext.Scope scope = LogContext.with(Map.of("trace.id", "1"))) {
            var cleared = provider.clearedContext(Map.of()).begin();
            assertThat(LogContext.current()).isEmpty();
            cleared.endContext();
            assertThat(LogContext.current()).isEqualTo(Map.of("trace.id", "1"));
        }
    }
}
