package org.backendcore.infrastructure.logging;

import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.util.Map;

/**
 * Lets the server's managed executors carry the {@link LogContext} to their threads (Jakarta Concurrency 3.0, section
 * 3.3.5.1). The server finds it through {@code META-INF/services}.
 */
public final class LogContextProvider implements ThreadContextProvider {

    @Override
    public ThreadContextSnapshot currentContext(Map<String, String> properties) {
        return snapshot(LogContext.current());
    }

    @Override
    public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
        return snapshot(Map.of());
    }

    @Override
    public String getThreadContextType() {
        return "Log";
    }

    private static ThreadContextSnapshot snapshot(Map<String, String> fields) {
        return () -> LogContext.only(fields)::close;
    }
}
