package org.backendcore.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs in this machine's {@code PATH}. */
public final class Programs {
    private Programs() {}

    public static Optional<Path> find(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Skips the test if a developer's machine lacks the program; the continuous integration, which sets {@code CI},
     * must have it.
     *
     * @param purpose what the program is for
     */
    public static void need(String name, String purpose) {
        needs(find(name).isPresent(), "%s is not installed; it %s".formatted(name, purpose));
    }

    /** The same for any other optional feature of the machine. */
    public static void needs(boolean there, String otherwise) {
        if (System.getenv("CI") != null) {
            assertThat(there).as(otherwise).isTrue();
        }
        assumeTrue(there, otherwise);
    }

    /** Creates a folder with these programs of the machine, which can replace the whole {@code PATH}. */
    public static Path offer(Path folder, String... names) throws IOException {
        Files.createDirectories(folder);
        for (String name : names) {
            // Not a link, because JUnit warns about each link that leads out of its temporary folder.
            Path script = Files.writeString(
                    folder.resolve(name),
                    "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(find(name).orElseThrow()));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        }
        return folder;
    }
}
