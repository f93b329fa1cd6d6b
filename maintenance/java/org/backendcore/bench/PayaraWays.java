package org.backendcore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.backendcore.testkit.Command;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Folders;

/** The WAR on Payara Micro, started as in its manual and by {@code bin/backend-core run}. */
final class PayaraWays {
    private static final Path DIST = Path.of("target", "dist").toAbsolutePath();

    private PayaraWays() {}

    static List<Way> all(Path bench, Map<String, String> environment) throws Exception {
        return List.of(
                stock(bench.resolve("payara-stock"), environment),
                run("Payara Micro, `bin/backend-core run`", prepared(bench.resolve("payara")), environment, true),
                run(
                        "the same with one compiler",
                        prepared(bench.resolve("payara-one-compiler"), "-XX:TieredStopAtLevel=1"),
                        environment,
                        false));
    }

    /** H2 is available in the profile dev only. */
    static Way onH2(Path bench) throws Exception {
        return run(
                "`bin/backend-core run`",
                prepared(bench.resolve("payara-h2")),
                Map.of("MP_CONFIG_PROFILE", "dev", "DB_URL", Peers.DATABASE),
                true);
    }

    private static Way stock(Path folder, Map<String, String> environment) throws IOException, URISyntaxException {
        Files.createDirectories(folder);
        String pool = Files.readAllLines(DIST.resolve("server-config/payara-micro/prod.preboot")).stream()
                .filter(line -> line.startsWith("create-"))
                .collect(Collectors.joining("\n"));
        String port =
                "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.";
        Path commands = Files.writeString(
                folder.resolve("stock.preboot"),
                pool + "\n" + port + "port=${ENV=HTTP_PORT:8080}\n" + port + "address=${ENV=HTTP_HOST:127.0.0.1}\n");
        URL boot = Objects.requireNonNull(
                PayaraWays.class.getClassLoader().getResource("fish/payara/micro/PayaraMicro.class"));
        String jar = Path.of(((JarURLConnection) boot.openConnection())
                        .getJarFileURL()
                        .toURI())
                .toString();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-jar",
                jar,
                "--nocluster",
                "--addlibs",
                DIST.resolve("lib/jdbc").toString(),
                "--prebootcommandfile",
                commands.toString(),
                "--deploy",
                Deployment.WAR.toString());
        return new Way("Payara Micro, stock", folder, command, environment, Way.Probes.OURS, true, Optional.empty());
    }

    /** A separate installation, with the archives of a first start. */
    private static Path prepared(Path folder, String... options) throws IOException, InterruptedException {
        Folders.deleteIfThere(folder);
        Folders.copy(DIST, folder);
        Files.write(
                folder.resolve("server-config/payara-micro/jvm.options"), List.of(options), StandardOpenOption.APPEND);
        Command prepare = new Command(
                folder, Map.of(), List.of(folder.resolve("bin/backend-core").toString(), "prepare"));
        Command.Ended ended = prepare.run(Duration.ofMinutes(10));
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return folder;
    }

    private static Way run(String name, Path folder, Map<String, String> environment, boolean loaded) {
        List<String> command = List.of(folder.resolve("bin/backend-core").toString(), "run");
        return new Way(name, folder, command, environment, Way.Probes.OURS, loaded, Optional.empty());
    }
}
