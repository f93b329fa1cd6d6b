package org.backendcore.infrastructure.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes one line the last on the screen of {@code liberty:dev}: the address after a start, or why the start failed.
 * Open Liberty and its Maven plugin continue logging after the application. Their last message, and its log, are in the
 * system property that src/build/pom.xml sets for that command only. In all other cases the application logs last, and
 * there is nothing to wait for.
 *
 * @param log the server's log, relative to its working directory
 * @param ready the identifier of the server's last message of a start
 */
public record LastWord(Path log, String ready) {
    /** {@code LOG:MESSAGE}. */
    private static final String PROPERTY = "org.backendcore.last-word-after";

    /** The newest line, across deployments: an older one is not printed any more. */
    private static final String NEWEST = "org.backendcore.last-word";

    /** After that, the line is printed without waiting for the message, whose log may be elsewhere. */
    private static final long LONGEST_SECONDS = 60;

    private static final long PAUSE_MILLIS = 200;

    /** The plugin polls the log twice a second, then prints what it found; no event reports that it has done so. */
    private static final long PLUGIN_MILLIS = 2000;

    /** After a change, only the server logs something more. */
    private static final long SERVER_MILLIS = 500;

    /** Present if other output follows the application's. */
    public static Optional<LastWord> wanted() {
        String[] parts = System.getProperty(PROPERTY, "").split(":", -1);
        return parts.length == 2 ? Optional.of(new LastWord(Path.of(parts[0]), parts[1])) : Optional.empty();
    }

    /** Discards a line that is waiting to be printed. */
    public static void forget() {
        System.setProperty(NEWEST, "");
    }

    /** Whether this process has printed no such line yet; false after a change. */
    public boolean isFirst() {
        return System.getProperty(NEWEST) == null;
    }

    /** Prints the line after the others' output, unless there is a newer one by then. */
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
