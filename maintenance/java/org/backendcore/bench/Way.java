package org.backendcore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backendcore.testkit.Folders;

/**
 * A way to start a server.
 *
 * @param name the name of its row
 * @param folder its working directory
 * @param probes the paths of its probes
 * @param loaded whether it is also put under load
 * @param stale the files that are deleted before each start, so that each is a first one
 */
record Way(
        String name,
        Path folder,
        List<String> command,
        Map<String, String> environment,
        Probes probes,
        boolean loaded,
        Optional<Path> stale) {

    /** The paths of liveness and readiness. */
    record Probes(String live, String ready) {
        static final Probes OURS = new Probes("/health/live", "/health/ready");
    }

    /** The directory for all ways; requires JDK 25, the first with {@code -XX:AOTCacheOutput}. */
    static Path newFolder() throws IOException {
        assertThat(Runtime.version().feature()).as("the JDK").isGreaterThanOrEqualTo(25);
        return Files.createDirectories(Path.of("target", "bench").toAbsolutePath());
    }

    MeasuredServer start(int port) throws IOException {
        return start(environment, port);
    }

    /** Without a required setting. */
    MeasuredServer startRefused(int port) throws IOException {
        Map<String, String> incomplete = new HashMap<>(environment);
        incomplete.remove("DB_PASSWORD");
        return start(incomplete, port);
    }

    private MeasuredServer start(Map<String, String> variables, int port) throws IOException {
        stale.ifPresent(Folders::deleteIfThere);
        return MeasuredServer.start(command, folder, variables, port);
    }
}
