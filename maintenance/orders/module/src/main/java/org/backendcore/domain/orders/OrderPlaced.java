package org.backendcore.domain.orders;

/** A CDI event. Other modules observe it after the commit, when the order is visible to everybody. */
public record OrderPlaced(long id) {}
