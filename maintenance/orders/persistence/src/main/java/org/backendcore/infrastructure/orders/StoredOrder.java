package org.backendcore.infrastructure.orders;

import jakarta.persistence.Basic;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.backendcore.domain.orders.Order;
import org.backendcore.domain.orders.OrderLine;
import org.backendcore.domain.orders.OrderState;
import org.backendcore.domain.orders.OrderSummary;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code orders}. */
@Entity
@Table(name = "orders")
@SequenceGenerator(name = "orders", sequenceName = "orders_id")
public class StoredOrder {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "orders")
    private long id;

    @Version
    private int version;

    private String customer;

    @Enumerated(EnumType.STRING)
    private OrderState state;

    private OffsetDateTime placed;

    @Basic(fetch = FetchType.LAZY)
    private byte @Nullable [] slip;

    @ElementCollection
    @CollectionTable(name = "order_line", joinColumns = @JoinColumn(name = "order_id"))
    @OrderColumn(name = "position")
    private List<StoredLine> lines;

    protected StoredOrder() {}

    StoredOrder(String customer, Instant placed, List<OrderLine> lines) {
        this.customer = customer;
        this.placed = placed.atOffset(ZoneOffset.UTC);
        this.state = OrderState.PLACED;
        this.lines = lines.stream().map(StoredLine::new).toList();
    }

    long id() {
        return id;
    }

    int version() {
        return version;
    }

    void become(OrderState changed) {
        state = changed;
    }

    void attach(byte[] attached) {
        slip = attached;
    }

    Optional<byte[]> slip() {
        return Optional.ofNullable(slip);
    }

    Order order() {
        return new Order(
                id,
                version,
                customer,
                state,
                placed.toInstant(),
                lines.stream().map(StoredLine::line).toList());
    }

    OrderSummary summary() {
        return new OrderSummary(id, customer, state, placed.toInstant());
    }
}
