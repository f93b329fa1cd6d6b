package org.backendcore.manage.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The folder of a running server, which loads classes from there for as long as it runs, although it lies where machines delete what
 * is old ({@code systemd-tmpfiles}, {@code tmpwatch}). So its files never become old; and where the folder has gone nevertheless,
 * the process ends, because from then on it fails, or answers 200 with nothing.
 *
 * @param gone ends the process
 */
record KeptFolder(Path folder, Runnable gone) {
    private static final Logger LOGGER = Logger.getLogger(KeptFolder.class.getName());

    private static final Duration PERIOD = Duration.ofSeconds(15);

    /** Nobody takes a file for old so soon; and a disk has nothing to write most of the time. */
    private static final Duration YOUNG = Duration.ofHours(1);

    /** The machine's, not the application's: EX_OSERR. */
    private static final int DELETED = 71;

    /** From now on, until the process ends. */
    static void keep(Path folder) {
        Thread keeper = new KeptFolder(folder, () -> System.exit(DELETED)).renewEvery(PERIOD);
        // A stop deletes the folder, too.
        Runtime.getRuntime().addShutdownHook(new Thread(keeper::interrupt, "instance folder, no more"));
    }

    Thread renewEvery(Duration period) {
        Thread thread = new Thread(() -> renewUntilInterrupted(period), "instance folder");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void renewUntilInterrupted(Duration period) {
        try {
            while (renew()) {
                TimeUnit.MILLISECONDS.sleep(period.toMillis());
            }
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it is still there. */
    boolean renew() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.forEach(KeptFolder::renew);
        } catch (IOException | UncheckedIOException vanished) {
            // While it was looked at; what is left is for the next time.
        }
        if (Files.exists(folder.resolve("config")) || Thread.currentThread().isInterrupted()) {
            return true;
        }
        LOGGER.severe(() -> "somebody has deleted '" + folder + "', which this server needs; it ends");
        gone.run();
        return false;
    }

    private static void renew(Path file) {
        try {
            Instant now = Instant.now();
            if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(YOUNG))) {
                FileTime time = FileTime.from(now);
                Files.getFileAttributeView(file, BasicFileAttributeView.class).setTimes(time, time, null);
            }
        } catch (IOException vanished) {
            // Payara deletes files, too.
        }
    }
}
