package org.backendcore.domain.orders;

import java.time.Instant;
import java.util.List;

/**
 * An order.
 *
 * @param version grows with each change, so that nobody overwrites what they have not seen
 * @param placed in microseconds, as PostgreSQL keeps it
 */
public record Order(long id, int version, String customer, OrderState state, Instant placed, List<OrderLine> lines) {}
