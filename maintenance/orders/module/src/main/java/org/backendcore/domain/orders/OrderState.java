package org.backendcore.domain.orders;

/** How far an order is; the database has the names. */
public enum OrderState {
    PLACED,
    SHIPPED,
    /** Nobody has shipped it in time. */
    EXPIRED
}
