package org.backendcore.infrastructure.database;

/** What the settings of an account are called in the environment, for what is said of it. */
public record AccountSettings(String user, String password) {
    /** Of the running application. */
    public static final AccountSettings APPLICATION = new AccountSettings("DB_USER", "DB_PASSWORD");

    /** Of who owns the tables. */
    public static final AccountSettings OWNER = new AccountSettings("DB_MIGRATE_USER", "DB_MIGRATE_PASSWORD");
}
