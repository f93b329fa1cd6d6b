package org.backendcore.cli;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.backendcore.infrastructure.process.EarlyStop;

/**
 * The class-data archives (or AOT caches) of the server and this command line, which speed up their starts. The script
 * derives the directory's name from everything that the archives depend on.
 *
 * @param folder the directory of the archives, which may not exist yet
 * @param lib the directory of the jars
 * @param home the directory with the WAR and {@code server-config}
 */
record Archives(Path folder, Path lib, Path home) {
    private static final String LOCK = "making.lock";

    private static final long BOUND_MINUTES = 10;

    private static final Set<PosixFilePermission> EVERYBODY_READS = PosixFilePermissions.fromString("rwxr-xr-x");

    /** The number of log lines that are quoted for a failure. */
    private static final int LAST_LINES = 5;

    /** From the system properties that the script sets; without them, the directory is {@code unnamed}. */
    static Archives of(Map<String, String> properties) {
        try {
            Path lib = Path.of(Archives.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling("");
            return new Archives(
                    path(properties, "org.backendcore.archives", lib.resolve("archives/unnamed")),
                    lib,
                    path(properties, "org.backendcore.home", lib.resolveSibling("")));
        } catch (URISyntaxException exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static Path path(Map<String, String> properties, String name, Path standard) {
        return Path.of(properties.getOrDefault(name, standard.toString()));
    }

    boolean exist() {
        return Files.isDirectory(folder);
    }

    /**
     * Creates the archives by starting the server on H2, which then exits by itself. The environment of this process is
     * not passed on, so no secret can end up in an archive. A concurrent call waits until the first one has finished.
     *
     * @throws IOException if the directory cannot be written or the start fails
     */
    void make(ArchiveKind kind) throws IOException {
        Path all = folder.resolveSibling("");
        if (!Files.isDirectory(all)) {
            Files.createDirectories(all);
            Files.setPosixFilePermissions(all, EVERYBODY_READS);
        }
        // The operating system releases the lock when the process ends, however it ends.
        try (FileChannel file = FileChannel.open(all.resolve(LOCK), CREATE, WRITE);
                FileLock lock = file.lock()) {
            if (!exist()) {
                makeAlone(kind, Files.createTempDirectory(all, "making-"));
            }
        }
    }

    private void makeAlone(ArchiveKind kind, Path making) throws IOException {
        // Closed before the cleanup, so a failure that a signal causes neither logs anything nor ends the process.
        try (EarlyStop signal = EarlyStop.onSignal(sentence -> {}, () -> abandon(making))) {
            train(kind, making);
            deleteOthers(making);
            letEverybodyRead(making);
            Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(making);
        }
    }

    /** Deletes the directory as well, so no further training run starts. */
    private static void abandon(Path making) {
        List<ProcessHandle> trainings;
        do {
            trainings = ProcessHandle.current().children().toList();
            trainings.forEach(ProcessHandle::destroyForcibly);
            trainings.forEach(each -> each.onExit().join());
            try {
                delete(making);
            } catch (IOException changed) {
                // The other thread is deleting it, too.
            }
        } while (!trainings.isEmpty() || Files.exists(making));
    }

    private void train(ArchiveKind kind, Path making) throws IOException {
        int port = freePort();
        List<String> server = new ArrayList<>(
                List.of("@" + home.resolve("server-config/payara-micro/jvm.options"), "-Djava.io.tmpdir=" + making));
        Path hosts = making.resolve("hosts");
        server.addAll(MachineName.optionsFor(hosts));
        train(
                kind,
                making,
                "server",
                server,
                List.of(
                        lib.resolve("backend-core-launcher.jar").toString(),
                        "train",
                        Integer.toString(port),
                        home.toString()),
                port);
        train(
                kind,
                making,
                "cli",
                // Points to the archives just made; otherwise the command would create its own.
                List.of("@" + lib.resolve("cli.options"), "-Dorg.backendcore.archives=" + making),
                List.of(lib.resolve("backend-core-cli.jar").toString(), "run"),
                port);
        Files.deleteIfExists(hosts);
    }

    /**
     * Temporary directories, and perhaps new files, are readable by their owner only, but every user who may run the
     * server may read its archives.
     */
    private static void letEverybodyRead(Path making) throws IOException {
        try (Stream<Path> files = Files.list(making)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            }
        }
        Files.setPosixFilePermissions(making, EVERYBODY_READS);
    }

    /** Runs a jar so that its JVM writes the archive, then writes the options with which a JVM reads it. */
    private void train(ArchiveKind kind, Path making, String name, List<String> options, List<String> jar, int port)
            throws IOException {
        String file = kind.file(name);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(options);
        command.addAll(kind.writing(making.resolve(file)));
        command.add("-jar");
        command.addAll(jar);
        Path log = making.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "LC_ALL", "C.UTF-8",
                        "MP_CONFIG_PROFILE", "dev",
                        "LOG_FORMAT", "json",
                        "DB_URL", "jdbc:h2:mem:training;DB_CLOSE_DELAY=-1",
                        "HTTP_HOST", "127.0.0.1",
                        "HTTP_PORT", Integer.toString(port)));
        int exitCode = exitCode(builder.start());
        if (exitCode != 0 || !Files.exists(making.resolve(file))) {
            throw new IOException(
                    "the training run of %s ended with exit code %s: %s".formatted(name, exitCode, end(log)));
        }
        Files.delete(log);
        Files.write(making.resolve(name + ".options"), kind.reading(folder.resolve(file)));
    }

    private static int exitCode(Process process) throws IOException {
        try {
            if (!process.waitFor(BOUND_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("the training run did not end within %s min".formatted(BOUND_MINUTES));
            }
            return process.exitValue();
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IOException(exception);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String end(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    /** Deletes the archives of other WARs or JVMs. */
    private static void deleteOthers(Path making) throws IOException {
        try (Stream<Path> entries = Files.list(making.resolveSibling(""))) {
            for (Path entry : entries.toList()) {
                if (!entry.equals(making) && !entry.endsWith(LOCK)) {
                    delete(entry);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException exception) {
            throw exception.getCause();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
