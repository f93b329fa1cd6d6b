package org.backendcore.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.backendcore.infrastructure.process.ExitCode;
import org.jspecify.annotations.Nullable;

/** Why the server cannot run, and the exit code for a process manager. */
final class ServerException extends Exception {
    private static final long serialVersionUID = 1;

    private static final String REFUSES = "backend-core refuses to start: ";

    private final ExitCode exitCode;

    private ServerException(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    static ServerException ended(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new ServerException(
                ExitCode.SYSTEM,
                REFUSES + "Payara Micro ended before it was up; more may be logged above: " + root,
                cause);
    }

    static ServerException otherLog() {
        return new ServerException(
                ExitCode.CONFIGURATION,
                REFUSES
                        + "the JVM does not use the launcher's log manager: start it with the options of server-config/payara-micro/jvm.options, and without java.util.logging.manager in _JAVA_OPTIONS",
                null);
    }

    static ServerException missingLibraries(List<Path> missing) {
        return new ServerException(
                ExitCode.CONFIGURATION,
                REFUSES
                        + "the distribution lacks %s, or this account cannot read it: unpack the release again"
                                .formatted(missing.stream().map(Path::toString).collect(Collectors.joining(", "))),
                null);
    }

    static ServerException missingClass(Throwable missing) {
        return refused(
                ExitCode.CONFIGURATION,
                "the distribution lacks the class %s, or this account cannot read its jar: unpack the release again"
                        .formatted(missing.getMessage()));
    }

    static ServerException refused(ExitCode exitCode, String reason) {
        return new ServerException(exitCode, REFUSES + reason, null);
    }

    /** For anything that ends the launcher: its own fault, or classes that this JVM cannot load. */
    static ServerException fault(Throwable cause) {
        return new ServerException(
                ExitCode.SOFTWARE,
                REFUSES + "an internal error that the configuration did not cause; please report it",
                cause);
    }

    static ServerException notDeployed() {
        return new ServerException(
                ExitCode.SOFTWARE,
                REFUSES + "Payara Micro cannot deploy backend-core.war; the reason is logged above",
                null);
    }

    /** The details that a bug report needs. */
    @Nullable Throwable fault() {
        return exitCode == ExitCode.SOFTWARE ? getCause() : null;
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
