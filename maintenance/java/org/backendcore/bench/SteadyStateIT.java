package org.backendcore.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.FreePort;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The costs and gains of the options in {@code jvm.options} when Payara Micro is warm, with {@code -XX:MaxRAM} of 512 MiB
 * and without; each start has {@code jvm.options} and one difference.
 */
@Tag("bench")
@Order(1) // Before the starts, so that the machine is warm by then.
final class SteadyStateIT {
    private static final int ROUNDS = Integer.getInteger("bench.steady.rounds", 1);
    private static final Path DIST = Path.of("target", "dist").toAbsolutePath();

    private static final Map<String, List<String>> MACHINES = new LinkedHashMap<>();
    private static final Map<String, List<String>> CHOICES = new LinkedHashMap<>();

    static {
        MACHINES.put("512 MiB", List.of("-XX:MaxRAM=512m"));
        MACHINES.put("all", List.of());
        CHOICES.put("as it is", List.of());
        CHOICES.put("one compiler", List.of("-XX:TieredStopAtLevel=1"));
        CHOICES.put("G1", List.of("-XX:-UseSerialGC", "-XX:+UseG1GC"));
    }

    private final PostgresDatabase database = Postgres.shared().createDatabase(Canary.password());

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void measuresTheSteadyState() throws Exception {
        Map<String, LoadSamples> results = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, List<String>> machine : MACHINES.entrySet()) {
                for (Map.Entry<String, List<String>> choice : CHOICES.entrySet()) {
                    measure(
                            Stream.concat(machine.getValue().stream(), choice.getValue().stream())
                                    .toList(),
                            results.computeIfAbsent(
                                    machine.getKey() + " | " + choice.getKey(), name -> new LoadSamples()));
                }
            }
        }
        StringBuilder text = new StringBuilder("""
                Payara Micro, warm, with `jvm.options` as it is and with other choices; 512 MiB is the value of `-XX:MaxRAM`.

                | memory | compilers and collector | %s |
                |---|---|---|---|---|---|---|
                """.formatted(LoadSamples.heads()));
        results.forEach((name, load) -> text.append("| %s | %s |%n".formatted(name, load.cells())));
        Page.write("Steady state", text.toString());
    }

    private void measure(List<String> options, LoadSamples results) throws Exception {
        int port = FreePort.find();
        List<String> command = Stream.of(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin/java")
                                        .toString(),
                                "@" + DIST.resolve("server-config/payara-micro/jvm.options")),
                        options.stream(),
                        Stream.of(
                                "-jar",
                                DIST.resolve("lib/backend-core-launcher.jar").toString(),
                                "run"))
                .flatMap(part -> part)
                .toList();
        try (MeasuredServer server = MeasuredServer.start(command, folder, Deployment.production(database), port)) {
            server.secondsTo("/health/ready");
            results.add(KeepAliveLoad.whenWarm(port, "/health/live"), server.resident());
        }
    }
}
