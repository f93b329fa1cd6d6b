package org.backendcore.infrastructure.database;

import org.backendcore.infrastructure.process.ExitCode;

/**
 * The database cannot serve this application as it is; the message gives the problem and the remedy. There is no cause,
 * because the driver's text may contain secrets.
 */
public final class DatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    private DatabaseException(String message, ExitCode exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The configuration or the schema is invalid: waiting does not help. */
    public static DatabaseException wrong(String message) {
        return new DatabaseException(message, ExitCode.CONFIGURATION);
    }

    /** The same exception with advice appended to its message. */
    DatabaseException with(String advice) {
        return new DatabaseException(getMessage() + advice, exitCode);
    }

    /** The database did not answer: the same start may succeed later. */
    static DatabaseException unavailable(String message) {
        return new DatabaseException(message, ExitCode.UNAVAILABLE);
    }

    /** The exit code of the process. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
