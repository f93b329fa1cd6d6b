package org.backendcore.infrastructure.orders;

import jakarta.persistence.Embeddable;
import org.backendcore.domain.orders.OrderLine;

/** A row of the table {@code order_line}. */
@Embeddable
public class StoredLine {
    private String article;
    private int quantity;

    protected StoredLine() {}

    StoredLine(OrderLine line) {
        article = line.article();
        quantity = line.quantity();
    }

    OrderLine line() {
        return new OrderLine(article, quantity);
    }
}
