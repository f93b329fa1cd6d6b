package org.backendcore.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Folders;
import org.backendcore.testkit.FreePort;

/** The WAR on Open Liberty, started as in its manual and as in docs/operations/open-liberty.md. */
final class LibertyWays {
    private static final Path DIST = Path.of("target", "dist").toAbsolutePath();
    private static final List<String> COMMAND = List.of(
            Path.of("target", "liberty", "wlp", "bin", "server")
                    .toAbsolutePath()
                    .toString(),
            "run",
            "backend-core");

    private LibertyWays() {}

    static List<Way> all(Path bench, Map<String, String> environment) throws Exception {
        Path first = installed(bench.resolve("liberty-stock-first"));
        Path later = installed(bench.resolve("liberty-stock-later"));
        for (Path folder : List.of(first, later)) {
            Files.delete(server(folder).resolve("jvm.options"));
        }
        Optional<Path> workarea = Optional.of(server(first).resolve("workarea"));
        return List.of(
                way("Open Liberty, stock, first start", first, environment, true, workarea),
                way("Open Liberty, stock, later start", later, environment, false, Optional.empty()),
                prepared(installed(bench.resolve("liberty")), environment));
    }

    private static Path installed(Path folder) throws IOException {
        Folders.deleteIfThere(folder);
        Folders.copy(Path.of("server-config", "open-liberty").toAbsolutePath(), server(folder));
        Files.copy(
                Deployment.WAR,
                Files.createDirectories(server(folder).resolve("apps")).resolve("backend-core.war"));
        Folders.copy(DIST.resolve("lib/jdbc"), folder.resolve("shared/resources/jdbc"));
        return folder;
    }

    private static Path server(Path folder) {
        return folder.resolve("servers/backend-core");
    }

    private static Way prepared(Path folder, Map<String, String> environment) throws IOException, InterruptedException {
        Path archive = folder.resolve("classes.jsa");
        Map<String, String> training = Map.of("JVM_ARGS", "-XX:ArchiveClassesAtExit=" + archive);
        // A start that is refused, because settings are missing.
        try (MeasuredServer server =
                MeasuredServer.start(COMMAND, folder, withoutAgent(folder, training), FreePort.find())) {
            server.secondsToRefusal();
        }
        Map<String, String> trained = withoutAgent(folder, environment);
        trained.put("JVM_ARGS", "-Xshare:auto -XX:SharedArchiveFile=" + archive);
        return way("Open Liberty, prepared", folder, trained, true, Optional.empty());
    }

    private static Map<String, String> withoutAgent(Path folder, Map<String, String> environment) {
        Map<String, String> without = new HashMap<>(environment);
        without.put("WLP_USER_DIR", folder.toString());
        without.put("WLP_SKIP_BOOTSTRAP_AGENT", "true");
        return without;
    }

    private static Way way(
            String name, Path folder, Map<String, String> environment, boolean loaded, Optional<Path> stale) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("WLP_USER_DIR", folder.toString());
        return new Way(name, folder, COMMAND, variables, Way.Probes.OURS, loaded, stale);
    }
}
