package org.backendcore.application.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.backendcore.domain.orders.Order;
import org.backendcore.domain.orders.OrderLine;
import org.backendcore.domain.orders.OrderPlaced;
import org.backendcore.domain.orders.OrderState;
import org.backendcore.domain.orders.OrderSummary;
import org.backendcore.domain.orders.Orders;

/** The operations on orders in the database: one transaction per call. */
@ApplicationScoped
@Transactional
public class OrderBook {
    @Inject
    private Orders orders;

    @Inject
    private Event<OrderPlaced> placed;

    public long add(String customer, List<OrderLine> lines) {
        long id = orders.add(customer, Instant.now().truncatedTo(ChronoUnit.MICROS), lines);
        placed.fire(new OrderPlaced(id));
        return id;
    }

    public Optional<Order> find(long id) {
        return orders.find(id);
    }

    public List<OrderSummary> page(long after, int most) {
        return orders.page(after, most);
    }

    /**
     * Marks an order as shipped.
     *
     * @throws org.backendcore.domain.orders.OrderChangedException if it has changed since the caller read it
     */
    public void ship(long id, int version) {
        orders.change(id, version, OrderState.SHIPPED);
    }

    public int expire(Instant before, int most) {
        return orders.expire(before, most);
    }

    public boolean attach(long id, byte[] slip) {
        return orders.attach(id, slip);
    }

    public Optional<byte[]> slip(long id) {
        return orders.slip(id);
    }
}
