package org.backendcore.manage.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one server process: Payara Micro keeps its configuration and what it deploys there, and would deploy that again
 * at the next start. So each start has a fresh one, which goes with the process.
 */
final class InstanceFolder {
    /** Payara Micro stops in it; nothing may be deleted before. */
    private static final String STOPS = "Payara Micro Shutdown Hook";

    private static final long HOOK_STARTS_MILLIS = 1000;
    private static final long PAUSE_MILLIS = 5;

    private InstanceFolder() {}

    /** Makes one that begins with the folders {@code config} and {@code lib} of {@code server}. */
    static Path create(Path server) throws IOException {
        Path folder = Files.createTempDirectory("payaramicro-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteAtLast(folder), "instance folder"));
        for (String part : new String[] {"config", "lib"}) {
            copy(server.resolve(part), folder.resolve(part));
        }
        Files.createDirectory(folder.resolve("docroot"));
        return folder;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void deleteAtLast(Path folder) {
        try {
            Optional<Thread> stop = stop();
            if (stop.isPresent()) {
                stop.get().join();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException | UncheckedIOException stays) {
            // Temporary files; there is no log any more.
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
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
