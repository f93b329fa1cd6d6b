package org.backendcore.manage;

import org.jspecify.annotations.Nullable;

/** Why the server cannot run, and the exit code that says so to a process manager. */
final class RunException extends Exception {
    private static final long serialVersionUID = 1;

    /** EX_SOFTWARE: the WAR itself is broken. */
    private static final int SOFTWARE = 70;

    /** EX_OSERR: the system refuses what the server needs, such as its port. */
    private static final int SYSTEM = 71;

    /** EX_CONFIG: something is wrong that a person must change. */
    private static final int CONFIGURATION = 78;

    private static final String REFUSES = "backend-core refuses to start: ";

    private final int exitCode;

    private RunException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    static RunException configuration(String reason) {
        return new RunException(CONFIGURATION, REFUSES + reason, null);
    }

    static RunException system(String reason, Throwable cause) {
        return new RunException(SYSTEM, REFUSES + reason, cause);
    }

    static RunException serverEnded(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new RunException(
                SYSTEM, REFUSES + "Payara Micro ended before it was up, more may be above: " + root, cause);
    }

    static RunException notDeployed() {
        return new RunException(
                SOFTWARE, REFUSES + "Payara Micro cannot deploy backend-core.war; its reason is above", null);
    }

    int exitCode() {
        return exitCode;
    }
}
