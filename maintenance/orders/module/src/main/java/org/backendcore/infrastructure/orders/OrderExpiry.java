package org.backendcore.infrastructure.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.logging.Logger;
import org.backendcore.application.orders.OrderBook;
import org.backendcore.application.orders.OrderSettings;
import org.backendcore.infrastructure.settings.Settings;
import org.backendcore.infrastructure.shutdown.Drain;

/**
 * Expires the orders that have waited too long: on one replica per period, and in short transactions, so that SIGTERM
 * ends it in time.
 */
@ApplicationScoped
public class OrderExpiry {
    private static final Logger LOGGER = Logger.getLogger(OrderExpiry.class.getName());
    private static final int MOST = 100;

    @Inject
    private Settings settings;

    @Inject
    private Drain drain;

    @Inject
    private JobTurns turns;

    @Inject
    private OrderBook book;

    void run() {
        if (!turns.take("order-expiry", settings.get(OrderSettings.EXPIRE_EVERY))) {
            return;
        }
        Instant before = Instant.now().minus(settings.get(OrderSettings.EXPIRE_AFTER));
        int all = 0;
        int some = MOST;
        while (some == MOST && drain.serving()) {
            some = book.expire(before, MOST);
            all += some;
        }
        if (all > 0) {
            LOGGER.info("expired orders: " + all);
        }
    }
}
