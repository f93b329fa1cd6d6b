package org.backendcore.infrastructure.process;

import java.util.OptionalInt;

/**
 * What the WAR and a launcher in the same process tell each other, whose classes may be two of that name: by properties of the system,
 * and by attributes of requests. On a server without a launcher the WAR does what the launcher would do.
 */
public final class LauncherProtocol {
    /** A {@link Runnable} that sends the 100 for which the client of a request waits. */
    public static final String CONTINUATION = "org.backendcore.continuation";

    /** An {@link java.util.concurrent.atomic.AtomicReference} for a {@link Runnable} that is run when the client has gone. */
    public static final String LOST_CLIENT = "org.backendcore.lost-client";

    private static final String LAUNCHED = "org.backendcore.launched";
    private static final String REFUSED = "org.backendcore.refused";
    private static final String TRAINING = "org.backendcore.training";
    private static final String SERVING = "org.backendcore.serving";

    private LauncherProtocol() {}

    /** By the launcher: it ends the process after a refused start, and says when requests are let in. */
    public static void launch() {
        System.setProperty(LAUNCHED, "true");
    }

    /** Whether a launcher does so. */
    public static boolean launched() {
        return Boolean.getBoolean(LAUNCHED);
    }

    /** By the launcher: this start only makes archives of classes. */
    public static void train() {
        System.setProperty(TRAINING, "true");
    }

    /** Whether it does; nothing of the application may begin then. */
    public static boolean training() {
        return Boolean.getBoolean(TRAINING);
    }

    /**
     * By the WAR: it has written its report.
     *
     * @param exitCode 0 if the process is to stay
     */
    public static void refuse(int exitCode) {
        System.setProperty(REFUSED, Integer.toString(exitCode));
    }

    /** By the launcher: another deployment begins, of which {@link #refuse} has said nothing yet. */
    public static void beginDeployment() {
        System.clearProperty(REFUSED);
    }

    /** What {@link #refuse} has said; empty where it has said nothing. */
    public static OptionalInt refused() {
        Integer exitCode = Integer.getInteger(REFUSED);
        return exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode);
    }

    /** By the launcher, or by the WAR where there is none: whether requests are let in. */
    public static void serve(boolean serving) {
        System.setProperty(SERVING, Boolean.toString(serving));
    }

    /** Whether they are; before, a signal ends the process at once. */
    public static boolean serving() {
        return Boolean.getBoolean(SERVING);
    }
}
