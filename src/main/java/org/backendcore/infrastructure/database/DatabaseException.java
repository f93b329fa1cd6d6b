package org.backendcore.infrastructure.database;

import org.backendcore.infrastructure.process.ExitCode;

/**
 * The database cannot serve this application as it is; the message says what is wrong and what to do. It has no cause,
 * because the text of a driver may repeat what must stay secret.
 */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    private DatabaseException(String message, ExitCode exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The configuration or the schema is wrong: waiting does not help. */
    public static DatabaseException wrong(String message) {
        return new DatabaseException(message, ExitCode.CONFIGURATION);
    }

    /** The same with more behind its message. */
    DatabaseException with(String advice) {
        return new DatabaseException(getMessage() + advice, exitCode);
    }

    /** The database did not answer: the same start may succeed later. */
    static DatabaseException unavailable(String message) {
        return new DatabaseException(message, ExitCode.UNAVAILABLE);
    }

    /** What it means for the process. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
