package org.backendcore.domain.invoices;

import java.util.Optional;

/** Keeps the invoices. */
public interface Invoices {

    /** Adds one, unless the order has one. */
    void add(Invoice invoice);

    Optional<Invoice> find(long order);
}
