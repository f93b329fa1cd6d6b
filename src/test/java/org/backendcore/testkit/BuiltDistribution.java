package org.backendcore.testkit;

import java.nio.file.Path;

/** The distribution that the build has created for production machines. */
public final class BuiltDistribution {
    /** {@code target/dist}; or, with a Java that is too old for Payara Micro, only its command line. */
    public static final Path FOLDER = Path.of("target", ServerKind.PAYARA_MICRO.runsHere() ? "dist" : "command-line")
            .toAbsolutePath();

    /**
     * The parts that the build has omitted, because the Maven command line names one test class; empty if it is
     * complete.
     */
    private static final String LEFT_OUT = System.getProperty("left-out", "");

    private BuiltDistribution() {}

    /** Whether it is complete, including the class-data archives, which are missing in a run of one test class. */
    public static boolean isWhole() {
        return LEFT_OUT.isEmpty();
    }

    /**
     * Fails if it is incomplete: a test that needs the missing part would use the output of an earlier build, or
     * nothing.
     */
    public static void assertThatItIsWhole() {
        if (!LEFT_OUT.isEmpty()) {
            throw new AssertionError("this test requires the whole build: " + LEFT_OUT);
        }
    }
}
