package org.backendcore.domain.orders;

/** Somebody else has changed the order since it was read. */
public final class OrderChangedException extends RuntimeException {
    private static final long serialVersionUID = 1;
}
