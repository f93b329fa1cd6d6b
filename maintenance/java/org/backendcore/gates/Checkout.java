package org.backendcore.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backendcore.testkit.Command;
import org.backendcore.testkit.Folders;

/**
 * Another working copy of this project below {@code target}: a fresh clone, plus the uncommitted changes. Closing it
 * deletes it.
 */
public record Checkout(Path folder) implements AutoCloseable {
    /** A bound against hangs; Maven may have to download something. */
    private static final Duration BOUND = Duration.ofMinutes(20);

    public static Checkout in(String name) throws IOException, InterruptedException {
        Checkout copy = new Checkout(Path.of("target", name).toAbsolutePath());
        Folders.deleteIfThere(copy.folder);
        Path here = Path.of("").toAbsolutePath();
        List<String> git = List.of("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard");
        Command.Ended tracked = new Command(here, Map.of(), git).run(BOUND);
        for (String file : tracked.output().split("\0", -1)) {
            // Git also lists files whose deletion is not committed.
            if (!file.isEmpty() && Files.exists(here.resolve(file))) {
                Files.createDirectories(copy.file(file).resolveSibling(""));
                Files.copy(here.resolve(file), copy.file(file));
                assertThat(copy.file(file).toFile().setExecutable(Files.isExecutable(here.resolve(file))))
                        .isTrue();
            }
        }
        return copy;
    }

    /** Calls its Maven with the JDK of the tests. */
    public Command.Ended maven(String... arguments) throws IOException, InterruptedException {
        return maven(Map.of(), arguments);
    }

    /** The same with additional environment variables; the group may write new files. */
    Command.Ended maven(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", "umask 002; exec \"$@\"", "sh"));
        words.addAll(List.of("./mvnw", "-B", "-ntp"));
        words.addAll(List.of(arguments));
        return new Command(folder, environment, words).run(BOUND);
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        Folders.delete(folder);
    }
}
