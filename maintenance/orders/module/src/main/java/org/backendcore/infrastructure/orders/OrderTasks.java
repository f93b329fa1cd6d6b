package org.backendcore.infrastructure.orders;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.backendcore.application.orders.OrderSettings;
import org.backendcore.infrastructure.settings.Settings;
import org.backendcore.infrastructure.shutdown.Drain;
import org.eclipse.microprofile.health.Readiness;

/** The background tasks of orders, from the start of the application to SIGTERM. */
@ApplicationScoped
public class OrderTasks {
    private static final Logger LOGGER = Logger.getLogger(OrderTasks.class.getName());
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    @Resource
    private ManagedScheduledExecutorService executor;

    @Inject
    private Settings settings;

    @Inject
    private Drain drain;

    // A bean with a qualifier, such as that of a health check, is injected by the qualifier.
    @Inject
    @Readiness
    private StockCheck stock;

    @Inject
    private OrderExpiry expiry;

    private final List<ScheduledFuture<?>> tasks = new CopyOnWriteArrayList<>();

    void begin(@Observes Startup event) {
        repeat("look at the stock", LOOK_EVERY, stock::look);
        repeat("expiry of orders", settings.get(OrderSettings.EXPIRE_EVERY), expiry::run);
    }

    private void repeat(String name, Duration period, Runnable task) {
        tasks.add(executor.scheduleWithFixedDelay(
                () -> once(name, task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** An exception that escaped would end the schedule without a word. */
    private void once(String name, Runnable task) {
        if (drain.serving()) {
            try {
                task.run();
            } catch (RuntimeException exception) {
                // Where SIGTERM came and the drain was too short for it, what it was doing is rolled back.
                Level level = drain.serving() ? Level.WARNING : Level.FINE;
                LOGGER.log(level, exception, () -> "the %s failed; the next is in time".formatted(name));
            }
        }
    }

    @PreDestroy
    void end() {
        tasks.forEach(task -> task.cancel(true));
    }
}
