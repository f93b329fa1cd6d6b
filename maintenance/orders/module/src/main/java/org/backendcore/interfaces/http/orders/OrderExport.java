package org.backendcore.interfaces.http.orders;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.backendcore.application.orders.OrderBook;
import org.backendcore.domain.orders.OrderSummary;

/**
 * All orders as CSV (RFC 4180), page by page, so that neither the orders nor a pool connection are held while the
 * client reads.
 */
final class OrderExport implements StreamingOutput {
    private static final int PAGE = 1000;

    private final OrderBook book;

    /** Read before the first byte: after it, no failure reaches the client. */
    private List<OrderSummary> page;

    OrderExport(OrderBook book) {
        this.book = book;
        page = book.page(0, PAGE);
    }

    @Override
    public void write(OutputStream output) throws IOException {
        Writer writer = new OutputStreamWriter(output, StandardCharsets.UTF_8);
        writer.write("id,customer,state,placed\r\n");
        while (!page.isEmpty()) {
            for (OrderSummary order : page) {
                writer.write(line(order) + "\r\n");
            }
            page = book.page(page.get(page.size() - 1).id(), PAGE);
        }
        writer.flush();
    }

    private static String line(OrderSummary order) {
        String customer = order.customer().replace("\"", "\"\"");
        return "%s,\"%s\",%s,%s".formatted(order.id(), customer, order.state(), order.placed());
    }
}
