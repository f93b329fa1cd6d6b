package org.backendcore.interfaces.http.orders;

import jakarta.validation.constraints.NotNull;

/**
 * The body of a request that ships an order.
 *
 * @param version the version of the order that the client has seen
 */
public record Shipment(@NotNull Integer version) {}
