package org.backendcore.infrastructure.database;

import org.jspecify.annotations.Nullable;

/** The database cannot serve this application as it is; the message says what is wrong and what to do. */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean temporary;

    private DatabaseException(String message, boolean temporary, @Nullable Throwable cause) {
        super(message, cause);
        this.temporary = temporary;
    }

    /** As below, found by this application itself. */
    static DatabaseException wrong(String message) {
        return new DatabaseException(message, false, null);
    }

    /** The configuration or the schema is wrong: waiting does not help. */
    static DatabaseException wrong(String message, Throwable cause) {
        return new DatabaseException(message, false, cause);
    }

    /** The database did not answer: the same start may succeed later. */
    static DatabaseException unavailable(String message, Throwable cause) {
        return new DatabaseException(message, true, cause);
    }

    /** Whether the same start may succeed later without a change of the configuration. */
    public boolean temporary() {
        return temporary;
    }
}
