package org.backendcore.domain.invoices;

/** What a customer is to pay for. */
public record Invoice(long order, String seller, String customer, int articles) {}
