package org.backendcore.launcher;

/** Tells the HTTP listener when the application is there; before and after, the listener itself answers 503. */
final class Serving {
    private static final String SERVING = "org.backendcore.serving";

    private Serving() {}

    static void begin() {
        System.setProperty(SERVING, "true");
    }

    static void end() {
        System.clearProperty(SERVING);
    }

    /** While the server stops, its port is open longer than the application is there. */
    static void endWithTheProcess() {
        Runtime.getRuntime().addShutdownHook(new Thread(Serving::end, "serving no more"));
    }
}
