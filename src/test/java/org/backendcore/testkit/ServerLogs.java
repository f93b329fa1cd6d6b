package org.backendcore.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The logs of servers that have ended, in {@code target/server-logs}. Those of failed tests are kept, except for the
 * oldest; the others are deleted with this JVM.
 */
final class ServerLogs {
    private static final Path FOLDER = Path.of("target", "server-logs");

    /** The number of logs from earlier runs. */
    private static final int KEPT = 50;

    private static final Set<Path> WRITTEN = ConcurrentHashMap.newKeySet();
    private static final Set<Path> REPORTED = ConcurrentHashMap.newKeySet();

    static {
        deleteTheOldest();
        Runtime.getRuntime().addShutdownHook(new Thread(ServerLogs::deleteTheUnreported));
    }

    private ServerLogs() {}

    /** The future location of a server's log, after it has ended. */
    static Path of(ServerKind kind, long process) {
        return FOLDER.resolve("%s-%s.log".formatted(kind.key(), process));
    }

    /** Copies it, because a server that starts again in its folder overwrites it. */
    static void keep(Path log, Path copy) {
        try {
            Files.createDirectories(FOLDER);
            Files.copy(log, copy, StandardCopyOption.REPLACE_EXISTING);
            WRITTEN.add(copy);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Kept, because a failed test refers to it. */
    static void report(Path copy) {
        REPORTED.add(copy);
    }

    private static void deleteTheUnreported() {
        WRITTEN.stream().filter(copy -> !REPORTED.contains(copy)).forEach(Folders::deleteIfThere);
    }

    private static void deleteTheOldest() {
        if (!Files.isDirectory(FOLDER)) {
            return;
        }
        try (Stream<Path> logs = Files.list(FOLDER)) {
            logs.sorted(Comparator.comparing(ServerLogs::time).reversed())
                    .skip(KEPT)
                    .forEach(Folders::deleteIfThere);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static FileTime time(Path log) {
        try {
            return Files.getLastModifiedTime(log);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
