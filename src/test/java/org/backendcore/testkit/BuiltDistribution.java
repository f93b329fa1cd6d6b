package org.backendcore.testkit;

import java.nio.file.Path;

/** What the build has made for production machines. */
public final class BuiltDistribution {
    /** {@code target/dist}; or, with a Java that is too old for Payara Micro, its command line alone. */
    public static final Path FOLDER = Path.of("target", ServerKind.PAYARA_MICRO.runsHere() ? "dist" : "command-line")
            .toAbsolutePath();

    private BuiltDistribution() {}
}
