package org.backendcore.testkit;

import java.nio.file.Path;

/** What the build has made for production machines. */
public final class BuiltDistribution {
    /** {@code target/dist}; or, with a Java that is too old for Payara Micro, its command line alone. */
    public static final Path FOLDER = Path.of("target", ServerKind.PAYARA_MICRO.runsHere() ? "dist" : "command-line")
            .toAbsolutePath();

    /** What the build has left out of it, because the command line names one class of tests; empty, where it is whole. */
    private static final String LEFT_OUT = System.getProperty("left-out", "");

    private BuiltDistribution() {}

    /** Whether it has all, the archives of classes, too: this run is not of one class alone. */
    public static boolean isWhole() {
        return LEFT_OUT.isEmpty();
    }

    /** Fails where something is left out of it: a test that needs that would see what an earlier build has made, or nothing. */
    public static void assertThatItIsWhole() {
        if (!LEFT_OUT.isEmpty()) {
            throw new AssertionError("this test needs the whole build: " + LEFT_OUT);
        }
    }
}
