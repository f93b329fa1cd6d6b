package org.backendcore.infrastructure.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.backendcore.domain.orders.Order;
import org.backendcore.domain.orders.OrderChangedException;
import org.backendcore.domain.orders.OrderLine;
import org.backendcore.domain.orders.OrderState;
import org.backendcore.domain.orders.OrderSummary;
import org.backendcore.domain.orders.Orders;

/** Stores orders with Jakarta Persistence, in the caller's transaction. */
@ApplicationScoped
public class PersistentOrders implements Orders {
    @PersistenceContext
    private EntityManager entities;

    @Override
    public long add(String customer, Instant placed, List<OrderLine> lines) {
        StoredOrder order = new StoredOrder(customer, placed, lines);
        entities.persist(order);
        return order.id();
    }

    @Override
    public Optional<Order> find(long id) {
        return stored(id).map(StoredOrder::order);
    }

    @Override
    public List<OrderSummary> page(long after, int most) {
        return entities.createQuery("SELECT o FROM StoredOrder o WHERE o.id > :after ORDER BY o.id", StoredOrder.class)
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultStream()
                .map(StoredOrder::summary)
                .toList();
    }

    @Override
    public void change(long id, int version, OrderState state) {
        StoredOrder order =
                stored(id).filter(found -> found.version() == version).orElseThrow(OrderChangedException::new);
        order.become(state);
        try {
            // Flushed here: otherwise only the commit after the method would detect the conflict, and it would end as a
            // fault.
            entities.flush();
        } catch (OptimisticLockException exception) {
            throw new OrderChangedException();
        }
    }

    @Override
    public int expire(Instant before, int most) {
        List<StoredOrder> orders = entities.createQuery(
                        "SELECT o FROM StoredOrder o WHERE o.state = :state AND o.placed < :before ORDER BY o.placed",
                        StoredOrder.class)
                .setParameter("state", OrderState.PLACED)
                .setParameter("before", before.atOffset(ZoneOffset.UTC))
                .setMaxResults(most)
                .getResultList();
        orders.forEach(order -> order.become(OrderState.EXPIRED));
        return orders.size();
    }

    @Override
    public boolean attach(long id, byte[] slip) {
        Optional<StoredOrder> order = stored(id);
        order.ifPresent(found -> found.attach(slip));
        return order.isPresent();
    }

    @Override
    public Optional<byte[]> slip(long id) {
        return stored(id).flatMap(StoredOrder::slip);
    }

    private Optional<StoredOrder> stored(long id) {
        return Optional.ofNullable(entities.find(StoredOrder.class, id));
    }
}
