package org.backendcore.domain.orders;

/** The order has been changed by somebody else since it was read. */
public final class OrderChangedException extends RuntimeException {
    private static final long serialVersionUID = 1;
}
