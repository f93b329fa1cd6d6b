package org.backendcore.infrastructure.process;

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
public record LastWord(Path log, String ready) {
    /** {@code LOG:MESSAGE}. */
    private static final String PROPERTY = "org.backendcore.last-word-after";

    /** Which of them is the newest, also of another deployment: an old one is not said any more. */
    private static final String NEWEST = "org.backendcore.last-word";

    /** Then it is said without that message, whose log may be elsewhere. */
    private static final long LONGEST_SECONDS = 60;

    private static final long PAUSE_MILLIS = 200;

    /** The plugin looks into the log twice a second, and then says what it found; nothing tells when it has. */
    private static final long PLUGIN_MILLIS = 2000;

    /** After a change, the server alone says something more. */
    private static final long SERVER_MILLIS = 500;

    /** Where somebody talks after the application. */
    public static Optional<LastWord> wanted() {
        String[] parts = System.getProperty(PROPERTY, "").split(":", -1);
        return parts.length == 2 ? Optional.of(new LastWord(Path.of(parts[0]), parts[1])) : Optional.empty();
    }

    /** What waits to be said is not said any more. */
    public static void forget() {
        System.setProperty(NEWEST, "");
    }

    /** Whether nothing of this process has been said so far; false after a change. */
    public boolean isFirst() {
        return System.getProperty(NEWEST) == null;
    }

    /** Says it when the others have said theirs, unless there is something newer by then. */
    public void say(Runnable line) {
        long rest = isFirst() ? PLUGIN_MILLIS : SERVER_MILLIS;
        String number = Long.toString(System.nanoTime());
        System.setProperty(NEWEST, number);
        Thread thread = new Thread(() -> sayLast(line, number, rest), "last-word");
        thread.setDaemon(true);
        thread.start();
    }

    private void sayLast(Runnable line, String number, long rest) {
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
            while (!isReady() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            TimeUnit.MILLISECONDS.sleep(rest);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return;
        }
        if (number.equals(System.getProperty(NEWEST))) {
            line.run();
        }
    }

    private boolean isReady() {
        try {
            // Another encoding would not matter: the identifier is ASCII.
            return Files.readString(log, StandardCharsets.ISO_8859_1).contains(ready);
        } catch (IOException notYet) {
            return false;
        }
    }
}
