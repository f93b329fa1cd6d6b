package org.backendcore.application.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.backendcore.domain.orders.OrderLine;
import org.backendcore.domain.orders.Stock;
import org.backendcore.infrastructure.settings.Settings;

/** Queries the stock, then adds the order. */
// Without @Transactional: no connection and no lock waits for another service.
@ApplicationScoped
public class PlaceOrder {
    @Inject
    private Settings settings;

    @Inject
    private Stock stock;

    @Inject
    private OrderBook book;

    /** The id of the order; empty if an item is not in stock. */
    public Optional<Long> place(String customer, List<OrderLine> lines) {
        return lines.stream().allMatch(stock::has) ? Optional.of(book.add(customer, lines)) : Optional.empty();
    }

    public int mostLines() {
        return settings.get(OrderSettings.MOST_LINES);
    }
}
