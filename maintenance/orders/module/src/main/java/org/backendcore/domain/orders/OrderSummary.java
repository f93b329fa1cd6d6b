package org.backendcore.domain.orders;

import java.time.Instant;

/** An order in a list, without its lines. */
public record OrderSummary(long id, String customer, OrderState state, Instant placed) {}
