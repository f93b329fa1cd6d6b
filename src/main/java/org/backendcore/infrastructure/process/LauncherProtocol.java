package org.backendcore.infrastructure.process;

import java.util.OptionalInt;

/**
 * The protocol between the WAR and a launcher in the same process: system properties and request attributes, because
 * each side may have its own copy of a class. On a server without a launcher, the WAR does the launcher's part.
 */
public final class LauncherProtocol {
    /** A {@link Runnable} that sends the 100 that a request's client is waiting for. */
    public static final String CONTINUATION = "org.backendcore.continuation";

    /**
     * An {@link java.util.concurrent.atomic.AtomicReference} for a {@link Runnable} that is run when the client has
     * gone.
     */
    public static final String LOST_CLIENT = "org.backendcore.lost-client";

    private static final String LAUNCHED = "org.backendcore.launched";
    private static final String REFUSED = "org.backendcore.refused";
    private static final String TRAINING = "org.backendcore.training";
    private static final String SERVING = "org.backendcore.serving";

    private LauncherProtocol() {}

    /**
     * Called by the launcher: it will end the process after a refused start, and will report when requests are let in.
     */
    public static void launch() {
        System.setProperty(LAUNCHED, "true");
    }

    /** Whether there is a launcher that does so. */
    public static boolean launched() {
        return Boolean.getBoolean(LAUNCHED);
    }

    /** Called by the launcher: this start only creates class-data archives. */
    public static void train() {
        System.setProperty(TRAINING, "true");
    }

    /** Whether this is such a start, in which nothing of the application may begin. */
    public static boolean training() {
        return Boolean.getBoolean(TRAINING);
    }

    /**
     * Called by the WAR after it has logged its report.
     *
     * @param exitCode 0 if the process should continue
     */
    public static void refuse(int exitCode) {
        System.setProperty(REFUSED, Integer.toString(exitCode));
    }

    /** Called by the launcher: another deployment begins, for which {@link #refuse} has not been called yet. */
    public static void beginDeployment() {
        System.clearProperty(REFUSED);
    }

    /** The exit code that {@link #refuse} has set; empty if it has not been called. */
    public static OptionalInt refused() {
        Integer exitCode = Integer.getInteger(REFUSED);
        return exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode);
    }

    /** Called by the launcher, or by the WAR if there is none: whether requests are let in. */
    public static void serve(boolean serving) {
        System.setProperty(SERVING, Boolean.toString(serving));
    }

    /** Whether requests are let in; before that, a signal ends the process at once. */
    public static boolean serving() {
        return Boolean.getBoolean(SERVING);
    }
}
