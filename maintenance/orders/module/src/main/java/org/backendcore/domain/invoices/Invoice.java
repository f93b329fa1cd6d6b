package org.backendcore.domain.invoices;

/** The articles that a customer has to pay for. */
public record Invoice(long order, String seller, String customer, int articles) {}
