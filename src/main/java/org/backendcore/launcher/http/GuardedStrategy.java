package org.backendcore.launcher.http;

import java.io.IOException;
import java.util.concurrent.Executor;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOStrategy;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/**
 * The strategy that Payara uses by default. It also puts {@link GuardFilter} into the listener's chain, for which
 * Payara has no configuration; the name of the strategy is configurable ({@code io-strategy} in the preboot file).
 */
@SuppressWarnings("rawtypes") // As the interface declares it.
public final class GuardedStrategy implements IOStrategy {
    private static final GuardedStrategy INSTANCE = new GuardedStrategy();

    private final IOStrategy usual = WorkerThreadIOStrategy.getInstance();

    private GuardedStrategy() {}

    /** Called by Payara. */
    public static GuardedStrategy getInstance() {
        return INSTANCE;
    }

    @Override
    public boolean executeIoEvent(Connection connection, IOEvent event) throws IOException {
        guard(connection);
        return usual.executeIoEvent(connection, event);
    }

    @Override
    public boolean executeIoEvent(Connection connection, IOEvent event, boolean enabled) throws IOException {
        guard(connection);
        return usual.executeIoEvent(connection, event, enabled);
    }

    @Override
    public Executor getThreadPoolFor(Connection connection, IOEvent event) {
        return usual.getThreadPoolFor(connection, event);
    }

    @Override
    public ThreadPoolConfig createDefaultWorkerPoolConfig(Transport transport) {
        return usual.createDefaultWorkerPoolConfig(transport);
    }

    /** At the first event, the acceptance of a connection, before anything can have been read. */
    private static synchronized void guard(Connection<?> connection) {
        if (connection.getTransport().getProcessor() instanceof FilterChain chain
                && chain.indexOfType(GuardFilter.class) < 0) {
            chain.add(chain.indexOfType(HttpServerFilter.class), new GuardFilter());
        }
    }
}
