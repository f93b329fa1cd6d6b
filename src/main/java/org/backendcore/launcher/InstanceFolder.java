package org.backendcore.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder of one server process. Payara Micro keeps its configuration and its deployed applications there, and would
 * deploy those again at the next start. So each start has a new folder, which is deleted with the process.
 */
record InstanceFolder(Path path) {
    /** The hook in which Payara Micro stops; nothing may be deleted before. */
    private static final String STOPS = "Payara Micro Shutdown Hook";

    private static final long HOOK_STARTS_MILLIS = 1000;
    private static final long PAUSE_MILLIS = 5;

    /** A unique name. */
    static InstanceFolder unused() {
        return new InstanceFolder(Path.of(System.getProperty("java.io.tmpdir"), "payaramicro-" + UUID.randomUUID()));
    }

    /** Creates it with copies of the folders {@code config} and {@code lib} of {@code server}. */
    Path create(Path server) throws IOException {
        // Like a temporary folder, accessible to its owner only.
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Runtime.getRuntime().addShutdownHook(new Thread(this::deleteAtLast, "instance folder"));
        for (String part : new String[] {"config", "lib"}) {
            copy(server.resolve(part), path.resolve(part));
        }
        Files.createDirectory(path.resolve("docroot"));
        return path;
    }

    /** Repeats, because the server may still be writing. */
    void deleteWhileInUse() {
        while (Files.exists(path)) {
            try {
                delete();
            } catch (IOException | UncheckedIOException changed) {
                Thread.onSpinWait();
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private void deleteAtLast() {
        try {
            Optional<Thread> stop = stop();
            if (stop.isPresent()) {
                stop.get().join();
            }
            delete();
        } catch (IOException | UncheckedIOException stays) {
            // These are temporary files, and the log is closed.
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The JVM starts all hooks at once, in any order. */
    private static Optional<Thread> stop() throws InterruptedException {
        long deadline = System.nanoTime() + HOOK_STARTS_MILLIS * 1_000_000;
        while (System.nanoTime() < deadline) {
            Optional<Thread> stop = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals(STOPS))
                    .findFirst();
            if (stop.isPresent()) {
                return stop;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return Optional.empty();
    }
}
