package org.backendcore.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The signals that Java itself cannot send. */
final class Signals {
    private Signals() {}

    /** Sends a signal, for example {@code STOP}, to a process of these tests. False if it has ended meanwhile. */
    static boolean send(String name, long process) {
        List<String> command =
                List.of("sh", "-c", "kill -\"$1\" \"$2\" 2>/dev/null", "kill", name, Long.toString(process));
        try {
            Process kill = new ProcessBuilder(command).inheritIO().start();
            if (!kill.waitFor(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException(String.join(" ", command));
            }
            return kill.exitValue() == 0;
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }
}
