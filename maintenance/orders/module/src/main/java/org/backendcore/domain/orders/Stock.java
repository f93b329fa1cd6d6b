package org.backendcore.domain.orders;

/** The stock service. */
public interface Stock {

    /**
     * Whether that quantity is in stock.
     *
     * @throws StockException if the service cannot answer
     */
    boolean has(OrderLine line);
}
