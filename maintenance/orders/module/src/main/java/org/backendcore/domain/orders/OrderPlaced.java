package org.backendcore.domain.orders;

/** An event of CDI. Other modules observe it after the commit, when the order is there for everybody. */
public record OrderPlaced(long id) {}
