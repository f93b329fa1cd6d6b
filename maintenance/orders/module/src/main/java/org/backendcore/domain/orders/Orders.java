package org.backendcore.domain.orders;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the orders. */
public interface Orders {

    /** Adds one in the state {@link OrderState#PLACED}, and returns its id. */
    long add(String customer, Instant placed, List<OrderLine> lines);

    Optional<Order> find(long id);

    /** By their ids, at most so many, from the first behind {@code after}: a page costs the same wherever it is. */
    List<OrderSummary> page(long after, int most);

    /**
     * Changes the state of an order that is still as it was read.
     *
     * @throws OrderChangedException when it is not
     */
    void change(long id, int version, OrderState state);

    /** Expires at most so many of those that were placed before; returns how many. */
    int expire(Instant before, int most);

    /** The delivery slip of an order, in place of an earlier one; false when there is no such order. */
    boolean attach(long id, byte[] slip);

    Optional<byte[]> slip(long id);
}
