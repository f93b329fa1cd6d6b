package org.backendcore.domain.orders;

/** The state of an order; the database stores the names. */
public enum OrderState {
    PLACED,
    SHIPPED,
    /** The order was not shipped in time. */
    EXPIRED
}
