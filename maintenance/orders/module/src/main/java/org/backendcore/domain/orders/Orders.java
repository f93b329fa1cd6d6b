package org.backendcore.domain.orders;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The store of the orders. */
public interface Orders {

    /** Adds an order in the state {@link OrderState#PLACED}, and returns its id. */
    long add(String customer, Instant placed, List<OrderLine> lines);

    Optional<Order> find(long id);

    /** In the order of their ids, limited to {@code most}, starting after {@code after}: every page costs the same. */
    List<OrderSummary> page(long after, int most);

    /**
     * Changes the state of an order that has not changed since it was read.
     *
     * @throws OrderChangedException if it has changed
     */
    void change(long id, int version, OrderState state);

    /** Expires up to {@code most} orders placed before that time; returns their number. */
    int expire(Instant before, int most);

    /** Stores the delivery slip of an order, replacing an earlier one; false if there is no such order. */
    boolean attach(long id, byte[] slip);

    Optional<byte[]> slip(long id);
}
