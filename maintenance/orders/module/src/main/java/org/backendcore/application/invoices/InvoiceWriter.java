package org.backendcore.application.invoices;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.backendcore.domain.orders.OrderPlaced;

/** Writes the invoice of each order after its commit, in a separate thread and transaction. */
@ApplicationScoped
public class InvoiceWriter {
    private static final Logger LOGGER = Logger.getLogger(InvoiceWriter.class.getName());

    @Resource
    private ManagedExecutorService executor;

    @Inject
    private InvoiceBook book;

    void orderIsPlaced(@Observes(during = TransactionPhase.AFTER_SUCCESS) OrderPlaced event) {
        executor.execute(() -> write(event.id()));
    }

    private void write(long order) {
        try {
            book.write(order);
        } catch (RuntimeException exception) {
            LOGGER.log(Level.SEVERE, exception, () -> "the order %s has no invoice".formatted(order));
        }
    }
}
