package org.backendcore.domain.orders;

/** The service that knows the stock cannot say what it has; it may a moment later. */
public final class StockException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StockException(String message) {
        super(message);
    }

    public StockException(Throwable cause) {
        super(cause);
    }
}
