package org.backendcore.interfaces.http.orders;

import jakarta.validation.constraints.NotNull;

/**
 * What a client says when it ships an order.
 *
 * @param version of the order that it has seen
 */
public record Shipment(@NotNull Integer version) {}
