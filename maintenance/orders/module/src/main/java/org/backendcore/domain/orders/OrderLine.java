package org.backendcore.domain.orders;

/** A quantity of one article. */
public record OrderLine(String article, int quantity) {}
