package org.backendcore.domain.orders;

/** So many of one article. */
public record OrderLine(String article, int quantity) {}
