package org.backendcore.infrastructure.startup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What must be the last on the screen of {@code liberty:dev}: the address after a start, or why there was none. Open Liberty and its
 * Maven plugin go on talking after the application; what they say last, and where, is named by the system property that
 * src/build/pom.xml sets for that command alone. Everywhere else the application is the last, and there is nothing to wait for.
 *
 * @param log of the server, in its working directory
 * @param ready the identifier of its last message of a start
 */
record LastWord(Path log, String ready) {
    /** {@code LOG:MESSAGE}. */
    private static final String PROPERTY = "org.backendcore.last-word-after";

    /** Which of them is the newest, also of another deployment: an old one is not said any more. */
    private static final String NEWEST = "org.backendcore.last-word";

    private static final long PAUSE_MILLIS = 200;

    /** The plugin looks into the log twice a second, and then says what it found. */
    private static final long PLUGIN_MILLIS = 1000;

    /** Where somebody talks after the application. */
    static Optional<LastWord> wanted() {
        String[] parts = System.getProperty(PROPERTY, "").split(":", -1);
        return parts.length == 2 ? Optional.of(new LastWord(Path.of(parts[0]), parts[1])) : Optional.empty();
    }

    /** Whether the server has been ready before, so that this is the deployment of a change. */
    boolean isReady() {
        try {
            // Another encoding would not matter: the identifier is ASCII.
            return Files.readString(log, StandardCharsets.ISO_8859_1).contains(ready);
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Says it when the others have said theirs, unless there is something newer by then. */
    void say(Runnable line) {
        String number = Long.toString(System.nanoTime());
        System.setProperty(NEWEST, number);
        Thread thread = new Thread(() -> sayLast(line, number), "last-word");
        thread.setDaemon(true);
        thread.start();
    }

    private void sayLast(Runnable line, String number) {
        try {
            while (!isReady()) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            TimeUnit.MILLISECONDS.sleep(PLUGIN_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return;
        }
        if (number.equals(System.getProperty(NEWEST))) {
            line.run();
        }
    }
}
