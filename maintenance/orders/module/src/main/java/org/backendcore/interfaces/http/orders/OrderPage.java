package org.backendcore.interfaces.http.orders;

import java.util.List;
import java.util.OptionalLong;
import org.backendcore.domain.orders.OrderSummary;

/**
 * A page of a list.
 *
 * @param next the value of {@code after} for the next page; absent on the last one
 */
public record OrderPage(List<OrderSummary> orders, OptionalLong next) {

    static OrderPage of(List<OrderSummary> orders, int size) {
        return new OrderPage(
                orders,
                orders.size() < size
                        ? OptionalLong.empty()
                        : OptionalLong.of(orders.get(orders.size() - 1).id()));
    }
}
