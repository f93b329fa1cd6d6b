package org.backendcore.testkit;

/** The two database engines: H2 in dev, PostgreSQL in prod. */
public enum Engine {
    H2,
    POSTGRESQL
}
