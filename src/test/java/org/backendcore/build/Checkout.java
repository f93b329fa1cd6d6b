package org.backendcore.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.backendcore.servers.Folders;

/** Another working copy of this project below {@code target}: the files that git tracks, as they are now. */
record Checkout(Path folder) implements AutoCloseable {
    /** A bound against hangs; Maven may have to load something. */
    private static final int MINUTES = 20;

    /** What a command leaves. */
    record Ended(int exitCode, String output) {}

    static Checkout in(String name) throws IOException, InterruptedException {
        Path folder = Path.of("target", name).toAbsolutePath();
        Folders.deleteIfThere(folder);
        Path here = Path.of("").toAbsolutePath();
        Ended tracked = run(here, List.of("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"));
        for (String file : tracked.output().split("\0", -1)) {
            if (!file.isEmpty() && Files.exists(here.resolve(file))) {
                Path copy = folder.resolve(file);
                Files.createDirectories(copy.resolveSibling(""));
                Files.copy(here.resolve(file), copy);
                assertThat(copy.toFile().setExecutable(Files.isExecutable(here.resolve(file))))
                        .isTrue();
            }
        }
        return new Checkout(folder);
    }

    /** Calls the Maven of this copy, with the JDK of the tests. */
    Ended maven(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("./mvnw", "-B", "-ntp"));
        command.addAll(List.of(arguments));
        return run(folder, command);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    private static Ended run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(Path.of("target"), "build-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", Objects.requireNonNull(System.getProperty("java.home")));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as(() -> "%s ends".formatted(command))
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
            all.add(process.toHandle());
            all.forEach(ProcessHandle::destroyForcibly);
            Files.delete(output);
        }
    }

    @Override
    public void close() {
        Folders.delete(folder);
    }
}
