package org.backendcore.infrastructure.database;

/** The environment variables of an account, for messages about it. */
public record AccountSettings(String user, String password) {
    /** The account of the running application. */
    public static final AccountSettings APPLICATION = new AccountSettings("DB_USER", "DB_PASSWORD");

    /** The account that owns the tables. */
    public static final AccountSettings OWNER = new AccountSettings("DB_MIGRATE_USER", "DB_MIGRATE_PASSWORD");
}
