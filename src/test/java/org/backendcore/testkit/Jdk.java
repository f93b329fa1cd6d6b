package org.backendcore.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** The JDKs of this machine, as {@code mvnw} finds them. */
public final class Jdk {
    private Jdk() {}

    /** The home of the newest JDK of a feature release. */
    public static Optional<Path> ofRelease(int feature) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("sh", "-c", ". .mvn/jdk.sh; newest_jdk %1$s %1$s".formatted(feature)).start();
        String home = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(".mvn/jdk.sh ended with " + process.exitValue());
        }
        return Optional.of(home).filter(found -> !found.isEmpty()).map(Path::of);
    }
}
