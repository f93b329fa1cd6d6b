package org.backendcore.domain.orders;

/** The stock service cannot answer at the moment; it may later. */
public final class StockException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StockException(String message) {
        super(message);
    }

    public StockException(Throwable cause) {
        super(cause);
    }
}
