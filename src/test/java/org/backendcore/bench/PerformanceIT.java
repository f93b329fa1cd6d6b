package org.backendcore.bench;

import fish.payara.micro.PayaraMicro;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backendcore.servers.Canary;
import org.backendcore.servers.Deployment;
import org.backendcore.servers.Folders;
import org.backendcore.servers.FreePort;
import org.backendcore.servers.Postgres;
import org.backendcore.servers.PostgresDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Starts the WAR in the ways of the manuals and in ours, in turns, and writes what came of it to {@code docs/performance.md}.
 * {@code -Dbench.java.home} names a second JDK, {@code -Dbench.rounds} another number of rounds than 5.
 */
final class PerformanceIT {
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final Path BENCH = Path.of("target", "bench").toAbsolutePath();
    private static final Path DIST = Path.of("target", "dist").toAbsolutePath();
    private static final Path LIBERTY = Path.of("target", "liberty", "wlp").toAbsolutePath();
    private static final Path REPORT = Path.of("docs", "performance.md");

    /** From here on the report is written by hand. */
    private static final String EXPLAINED = "## Where the time goes";

    static final String PAYARA_STOCK = "Payara Micro, stock";
    static final String PAYARA = "Payara Micro, `bin/backend-core run`";
    static final String PAYARA_C1 = "the same with one compiler";
    static final String LIBERTY_STOCK = "Open Liberty, stock, first start";
    static final String LIBERTY_AGAIN = "Open Liberty, stock, later start";
    static final String LIBERTY_OURS = "Open Liberty, prepared";

    /** The others are the same when they are warm, or are in SteadyStateIT's table. */
    private static final Set<String> LOADED = Set.of(PAYARA_STOCK, PAYARA, LIBERTY_STOCK, LIBERTY_OURS);

    private final PostgresDatabase database = Postgres.shared().createDatabase(Canary.password());

    /** Of one way. */
    private static final class Results {
        final Samples live = new Samples();
        final Samples ready = new Samples();
        final Samples resident = new Samples();
        final Samples refused = new Samples();
        KeepAliveLoad.@Nullable Warm warm;
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void measures() throws Exception {
        Files.createDirectories(BENCH);
        Map<Way, Results> results = new LinkedHashMap<>();
        for (String home : Stream.of(System.getProperty("java.home"), System.getProperty("bench.java.home"))
                .filter(each -> each != null && !each.isEmpty())
                .toList()) {
            for (Way way : ways(Path.of(home))) {
                results.put(way, new Results());
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<Way, Results> each : results.entrySet()) {
                start(
                        each.getKey(),
                        each.getValue(),
                        round == ROUNDS - 1 && LOADED.contains(each.getKey().name()));
                refuse(each.getKey(), each.getValue());
            }
        }
        Files.writeString(REPORT, report(results));
    }

    private void start(Way way, Results results, boolean load) throws Exception {
        int port = FreePort.find();
        way.beforeEach().run();
        try (MeasuredServer server = server(way, Deployment.production(database), port)) {
            results.live.add(server.secondsTo("/health/live"));
            results.ready.add(server.secondsTo("/health/ready"));
            results.resident.add(server.resident());
            if (load) {
                results.warm = KeepAliveLoad.whenWarm(port);
            }
        }
    }

    private void refuse(Way way, Results results) throws Exception {
        way.beforeEach().run();
        Map<String, String> environment = new HashMap<>(Deployment.production(database));
        environment.remove("DB_PASSWORD");
        try (MeasuredServer server = server(way, environment, FreePort.find())) {
            results.refused.add(server.secondsToRefusal());
        }
    }

    private static MeasuredServer server(Way way, Map<String, String> settings, int port) throws IOException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(way.environment());
        return MeasuredServer.start(way.command(), way.folder(), environment, port);
    }

    private static List<Way> ways(Path javaHome) throws Exception {
        int jdk = feature(javaHome);
        return List.of(
                payaraStock(javaHome, jdk),
                payara(PAYARA, javaHome, jdk, ""),
                payara(PAYARA_C1, javaHome, jdk, "-XX:TieredStopAtLevel=1"),
                libertyStock(LIBERTY_STOCK, javaHome, jdk, true),
                libertyStock(LIBERTY_AGAIN, javaHome, jdk, false),
                liberty(javaHome, jdk));
    }

    private static Way payaraStock(Path javaHome, int jdk) throws Exception {
        Path folder = Files.createDirectories(BENCH.resolve("payara-stock-" + jdk));
        String pool = Files.readAllLines(DIST.resolve("server-config/payara-micro/prod.preboot")).stream()
                .filter(line -> line.startsWith("create-"))
                .collect(Collectors.joining("\n"));
        String port =
                "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.";
        Path commands = Files.writeString(
                folder.resolve("stock.preboot"),
                pool + "\n" + port + "port=${ENV=HTTP_PORT:8080}\n" + port + "address=${ENV=HTTP_HOST:127.0.0.1}\n");
        String jar = Path.of(PayaraMicro.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        return new Way(
                PAYARA_STOCK,
                jdk,
                folder,
                List.of(
                        javaHome.resolve("bin/java").toString(),
                        "-jar",
                        jar,
                        "--nocluster",
                        "--addlibs",
                        DIST.resolve("lib/jdbc").toString(),
                        "--prebootcommandfile",
                        commands.toString(),
                        "--deploy",
                        Deployment.WAR.toString()),
                Map.of(),
                () -> {});
    }

    private static Way payara(String name, Path javaHome, int jdk, String option) throws Exception {
        Path folder = BENCH.resolve("payara-%d%s".formatted(jdk, option.replaceAll("\\W", "-")));
        Folders.delete(Files.createDirectories(folder));
        Folders.copy(DIST, folder);
        Path options = folder.resolve("server-config/payara-micro/jvm.options");
        Files.writeString(options, option + System.lineSeparator(), StandardOpenOption.APPEND);
        Map<String, String> environment = Map.of("JAVA_HOME", javaHome.toString());
        List<String> command = List.of(folder.resolve("bin/backend-core").toString());
        run(Stream.concat(command.stream(), Stream.of("prepare")).toList(), folder, environment);
        return new Way(
                name,
                jdk,
                folder,
                Stream.concat(command.stream(), Stream.of("run")).toList(),
                environment,
                () -> {});
    }

    private static Path libertyFolder(String name) throws IOException {
        Path folder = BENCH.resolve(name);
        Folders.delete(Files.createDirectories(folder));
        Path server = folder.resolve("servers/backend-core");
        Folders.copy(Path.of("server-config", "open-liberty").toAbsolutePath(), server);
        Files.copy(
                Deployment.WAR, Files.createDirectories(server.resolve("apps")).resolve("backend-core.war"));
        Folders.copy(DIST.resolve("lib/jdbc"), folder.resolve("shared/resources/jdbc"));
        return folder;
    }

    private static Way libertyStock(String name, Path javaHome, int jdk, boolean first) throws IOException {
        Path folder = libertyFolder("liberty-stock-%d-%s".formatted(jdk, first));
        Path server = folder.resolve("servers/backend-core");
        Files.delete(server.resolve("jvm.options"));
        return new Way(name, jdk, folder, libertyCommand(), libertyEnvironment(javaHome, folder, ""), () -> {
            if (first) {
                Folders.delete(Files.createDirectories(server.resolve("workarea")));
            }
        });
    }

    private static Way liberty(Path javaHome, int jdk) throws Exception {
        Path folder = libertyFolder("liberty-%d".formatted(jdk));
        Path archive = folder.resolve("classes.jsa");
        return new Way(
                LIBERTY_OURS,
                jdk,
                folder,
                libertyCommand(),
                withoutAgent(libertyEnvironment(javaHome, folder, "-Xshare:auto -XX:SharedArchiveFile=" + archive)),
                new Way.Step() {
                    private boolean done;

                    @Override
                    public void run() throws IOException {
                        if (!done) {
                            train(javaHome, folder, archive);
                            done = true;
                        }
                    }
                });
    }

    /** As docs/operations.md says: a start that refuses, for want of settings. */
    private static void train(Path javaHome, Path folder, Path archive) throws IOException {
        try (MeasuredServer server = MeasuredServer.start(
                libertyCommand(),
                folder,
                withoutAgent(libertyEnvironment(javaHome, folder, "-XX:ArchiveClassesAtExit=" + archive)),
                FreePort.find())) {
            server.secondsToRefusal();
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IOException(exception);
        }
    }

    private static Map<String, String> withoutAgent(Map<String, String> environment) {
        Map<String, String> without = new HashMap<>(environment);
        without.put("WLP_SKIP_BOOTSTRAP_AGENT", "true");
        return without;
    }

    private static List<String> libertyCommand() {
        return List.of(LIBERTY.resolve("bin/server").toString(), "run", "backend-core");
    }

    private static Map<String, String> libertyEnvironment(Path javaHome, Path folder, String options) {
        return Map.of("JAVA_HOME", javaHome.toString(), "WLP_USER_DIR", folder.toString(), "JVM_ARGS", options);
    }

    private static void run(List<String> command, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command));
        }
    }

    private static int feature(Path javaHome) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        javaHome.resolve("bin/java").toString(), "-XshowSettings:properties", "-version")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = reader.lines()
                    .filter(each -> each.contains("java.specification.version"))
                    .findFirst()
                    .orElseThrow();
            process.waitFor();
            return Integer.parseInt(line.replaceAll(".*= ", ""));
        }
    }

    private static String report(Map<Way, Results> results) throws IOException {
        StringBuilder text =
                new StringBuilder("""
                # Performance

                `./mvnw -Pbench verify -Dbench.java.home=JDK` writes this file: it starts the WAR in production, on PostgreSQL, in the ways of the manuals
                and in ours, in turns, %d times each on two processors (%s), with the JDK of Maven and the one named. Medians, with the smallest and the largest.
                """.formatted(ROUNDS, Runtime.version().feature() + " is Maven's"));
        for (int jdk : results.keySet().stream().map(Way::jdk).distinct().toList()) {
            text.append(table(jdk, results));
        }
        text.append("\n## Steady state\n\nPayara Micro, warm, on JDK %d, by `jvm.options` and with other choices:\n\n"
                .formatted(Runtime.version().feature()));
        text.append(Files.readString(SteadyStateIT.REPORT));
        text.append(rollingRestarts());
        String before = Files.readString(REPORT);
        return text + "\n" + before.substring(before.indexOf(EXPLAINED));
    }

    private static String table(int jdk, Map<Way, Results> results) {
        StringBuilder text = new StringBuilder("""

                ## JDK %d

                | | live, s | of stock | ready, s | resident, MiB | of stock | refused, s | of stock's start |
                |---|---|---|---|---|---|---|---|
                """.formatted(jdk));
        StringBuilder load = new StringBuilder("""

                | warm, 4 connections | `/health/live`, 1/s | p99, ms | 404, 1/s | p99, ms |
                |---|---|---|---|---|
                """);
        Results stock = new Results();
        for (Map.Entry<Way, Results> each : results.entrySet()) {
            if (each.getKey().jdk() != jdk) {
                continue;
            }
            String name = each.getKey().name();
            Results result = each.getValue();
            if (name.equals(PAYARA_STOCK) || name.equals(LIBERTY_STOCK)) {
                stock = result;
            }
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.2f | %s | %s | %.2f | %s | %.3f |%n",
                    name,
                    result.live.text(2),
                    result.live.median() / stock.live.median(),
                    result.ready.text(2),
                    result.resident.text(0),
                    result.resident.median() / stock.resident.median(),
                    result.refused.text(2),
                    result.refused.median() / stock.live.median()));
            if (result.warm != null) {
                load.append(String.format(
                        Locale.ROOT,
                        "| %s | %.0f | %.2f | %.0f | %.2f |%n",
                        name,
                        result.warm.live().perSecond(),
                        result.warm.live().percentile99(),
                        result.warm.missing().perSecond(),
                        result.warm.missing().percentile99()));
            }
        }
        return text.append(load).toString();
    }

    /** What RollingRestartIT has left, in the same run. */
    private static String rollingRestarts() throws IOException {
        List<String> rows = new ArrayList<>();
        for (String server : List.of("payara-micro", "open-liberty")) {
            rows.add("- "
                    + Files.readString(Path.of("target", "rolling-restart-" + server + ".txt"))
                            .strip());
        }
        return "\n## Rolling restart\n\nTwo servers behind a proxy that follows `/health/ready`, each restarted once under load:\n\n"
                + String.join("\n", rows)
                + "\n";
    }
}
