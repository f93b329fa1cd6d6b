package org.backendcore.servers;

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
