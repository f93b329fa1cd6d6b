package org.backendcore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backendcore.testkit.Command;
import org.backendcore.testkit.Command.Ended;
import org.backendcore.testkit.Folders;
import org.backendcore.testkit.Programs;

/**
 * Builds and runs images without a daemon and without a registry, in buildah's "chroot" isolation, which requires no
 * kernel feature that a build machine may lack. It has its own store, which is deleted when it is closed.
 */
final class Buildah implements AutoCloseable {
    private static final Duration BOUND = Duration.ofMinutes(10);

    private final Path store;

    private Buildah(Path store) {
        this.store = store;
    }

    static void need() {
        Programs.need("buildah", "builds the image");
        Programs.needs("root".equals(System.getProperty("user.name")), "buildah's isolation requires root");
    }

    static Buildah withItsOwnStore() throws IOException {
        return new Buildah(Folders.create("buildah"));
    }

    /** Its last line of output. */
    String run(String... words) throws IOException, InterruptedException {
        Ended ended = command(words).run(BOUND);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        List<String> lines = ended.output().lines().toList();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    /** The same, with its entire output. */
    String output(String... words) throws IOException, InterruptedException {
        Ended ended = command(words).run(BOUND);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return ended.output();
    }

    /** Builds an image on a machine whose name has no address, as in builds without a network. */
    String build(Path file, Path context, String... more) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of("build", "--isolation", "chroot", "--layers=false", "-f", file.toString()));
        words.addAll(List.of(more));
        words.add(context.toString());
        return run(words.toArray(String[]::new));
    }

    Command command(String... words) {
        List<String> all = new ArrayList<>(List.of(
                "buildah",
                "--root",
                store.resolve("storage").toString(),
                "--runroot",
                store.resolve("run").toString(),
                "--storage-driver",
                "vfs"));
        all.addAll(List.of(words));
        return new Command(Path.of("").toAbsolutePath(), Map.of(), all);
    }

    @Override
    public void close() {
        Folders.delete(store);
    }
}
