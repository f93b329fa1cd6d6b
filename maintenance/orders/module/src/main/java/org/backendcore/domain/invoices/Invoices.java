package org.backendcore.domain.invoices;

import java.util.Optional;

/** The store of the invoices. */
public interface Invoices {

    /** Adds an invoice, unless the order has one. */
    void add(Invoice invoice);

    Optional<Invoice> find(long order);
}
