package org.backendcore.application.invoices;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.backendcore.application.orders.OrderBook;
import org.backendcore.application.orders.OrderSettings;
import org.backendcore.domain.invoices.Invoice;
import org.backendcore.domain.invoices.Invoices;
import org.backendcore.domain.orders.OrderLine;
import org.backendcore.infrastructure.settings.Settings;

/** The invoices of orders, whose data comes from the module of orders. */
@ApplicationScoped
@Transactional
public class InvoiceBook {
    @Inject
    private Settings settings;

    @Inject
    private OrderBook orders;

    @Inject
    private Invoices invoices;

    public void write(long order) {
        orders.find(order)
                .ifPresent(found -> invoices.add(new Invoice(
                        order,
                        settings.get(OrderSettings.SELLER),
                        found.customer(),
                        found.lines().stream().mapToInt(OrderLine::quantity).sum())));
    }

    public Optional<Invoice> find(long order) {
        return invoices.find(order);
    }
}
