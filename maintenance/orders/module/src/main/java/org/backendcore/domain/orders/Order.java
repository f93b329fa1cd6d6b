package org.backendcore.domain.orders;

import java.time.Instant;
import java.util.List;

/**
 * An order.
 *
 * @param version increases with each change, so that nobody overwrites a change that they have not seen
 * @param placed with microsecond precision, as in PostgreSQL
 */
public record Order(long id, int version, String customer, OrderState state, Instant placed, List<OrderLine> lines) {}
