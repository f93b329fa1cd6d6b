package org.backendcore.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/** What this machine has in its {@code PATH}. */
public final class Programs {
    private Programs() {}

    public static Optional<Path> find(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Skips the test where a machine of a developer has no such program; the continuous integration, which says so by {@code CI},
     * has to have it.
     *
     * @param purpose what it does here
     */
    public static void need(String name, String purpose) {
        needs(find(name).isPresent(), "no %s here, which %s".formatted(name, purpose));
    }

    /** The same of something else that the machine may have. */
    public static void needs(boolean there, String otherwise) {
        if (System.getenv("CI") != null) {
            assertThat(there).as(otherwise).isTrue();
        }
        assumeTrue(there, otherwise);
    }

    /** Makes a folder that has these programs of the machine, and can stand for a whole {@code PATH}. */
    public static Path offer(Path folder, String... names) throws IOException {
        Files.createDirectories(folder);
        for (String name : names) {
            // No link, because JUnit warns of each that leads out of its temporary folder.
            Path script = Files.writeString(
                    folder.resolve(name),
                    "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(find(name).orElseThrow()));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        }
        return folder;
    }
}
