package org.backendcore.domain.orders;

/** The service that knows what is in stock. */
public interface Stock {

    /**
     * Whether there are so many of it.
     *
     * @throws StockException when it cannot say
     */
    boolean has(OrderLine line);
}
