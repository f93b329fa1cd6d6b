package org.backendcore.manage;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** {@code bin/backend-core}: its arguments and its exit code. */
final class Main {
    private static final int USAGE = 64;

    private Main() {}

    /** The exit codes are those of BSD's {@code sysexits.h}; after {@code run} the server ends the process itself. */
    public static void main(String[] arguments) throws URISyntaxException {
        if (arguments.length != 1 || !arguments[0].equals("run")) {
            System.err.println("usage: backend-core run");
            System.exit(USAGE);
        }
        try {
            new Run(home(), System.getenv()).becomeTheServer();
        } catch (RunException exception) {
            System.err.println(exception.getMessage());
            System.exit(exception.exitCode());
        }
    }

    /** The folder above {@code lib}, where this class's own jar lies. */
    private static Path home() throws URISyntaxException {
        return Path.of(Main.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("../..")
                .normalize();
    }
}
