package org.backendcore.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folders that the tests create, all of them under {@code target/servers}. */
public final class Folders {
    private static final Path ROOT = Path.of("target", "servers").toAbsolutePath();

    private Folders() {}

    public static Path create(String prefix) throws IOException {
        Files.createDirectories(ROOT);
        return Files.createTempDirectory(ROOT, prefix + "-");
    }

    /** Copies a folder; its jars become hard links, which take neither time nor space. */
    public static void copy(Path source, Path target) throws IOException {
        for (Path entry : entries(source)) {
            // They are valid only in their original place.
            if (entry.toString().contains("/lib/archives")) {
                continue;
            }
            Path copy = target.resolve(source.relativize(entry).toString());
            if (Files.isDirectory(entry)) {
                Files.createDirectories(copy);
                Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(entry));
            } else if (entry.toString().endsWith(".jar")) {
                Files.createLink(copy, entry);
            } else {
                Files.copy(entry, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    public static void deleteIfThere(Path folder) {
        if (Files.exists(folder)) {
            delete(folder);
        }
    }

    public static void delete(Path folder) {
        try {
            List<Path> entries = entries(folder);
            for (Path entry : entries.stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            return entries.toList();
        }
    }
}
