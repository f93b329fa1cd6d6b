package org.backendcore.launcher;

import org.jspecify.annotations.Nullable;

/** Why the server cannot run, and the exit code that says so to a process manager. */
final class ServerException extends Exception {
    private static final long serialVersionUID = 1;

    /** EX_SOFTWARE: the WAR itself is broken. */
    private static final int SOFTWARE = 70;

    /** EX_OSERR: the system refuses what the server needs, such as its port. */
    private static final int SYSTEM = 71;

    /** EX_CONFIG: something is wrong that a person must change. */
    private static final int CONFIGURATION = 78;

    private static final String REFUSES = "backend-core refuses to start: ";

    private final int exitCode;

    private ServerException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    static ServerException ended(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new ServerException(
                SYSTEM, REFUSES + "Payara Micro ended before it was up, more may be above: " + root, cause);
    }

    static ServerException otherLog() {
        return new ServerException(
                CONFIGURATION,
                REFUSES
                        + "the log of the JVM is another than the launcher's: start it with the options of server-config/payara-micro/jvm.options, and without java.util.logging.manager in _JAVA_OPTIONS",
                null);
    }

    static ServerException wrongSettings(String report) {
        return new ServerException(CONFIGURATION, REFUSES + report, null);
    }

    /** Of whatever ends the launcher: its own fault, or classes that this JVM cannot load. */
    static ServerException fault(Throwable cause) {
        return new ServerException(
                SOFTWARE, REFUSES + "a fault that is not the configuration's, please report it", cause);
    }

    static ServerException notDeployed() {
        return new ServerException(
                SOFTWARE, REFUSES + "Payara Micro cannot deploy backend-core.war; its reason is above", null);
    }

    /** What a person who reports it needs. */
    @Nullable Throwable fault() {
        return exitCode == SOFTWARE ? getCause() : null;
    }

    int exitCode() {
        return exitCode;
    }
}
