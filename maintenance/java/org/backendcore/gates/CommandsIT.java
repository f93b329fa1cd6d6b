package org.backendcore.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.Command.Ended;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.FreePort;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Types the commands of the documents exactly, except for the paths of this machine. */
@Tag("commands")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
final class CommandsIT {
    private static final String RUN = "target/dist/bin/backend-core run";
    private static final int MINUTES = 10;

    @TempDir
    private Path folder;

    @Test
    void theReadmeStartsInProduction() throws Exception {
        PostgresDatabase database = Postgres.shared().createDatabase(Canary.password());
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("app.secret-key"), Canary.key());
        Files.writeString(secrets.resolve("db.password"), database.password());
        String block = TypedCommands.shellBlock("README.md", RUN)
                // That was the build that runs this test.
                .replace("./mvnw package\n", "")
                .replace("/run/secrets", secrets.toString())
                .replace("jdbc:postgresql://db.example.com/app", database.url())
                .replace("DB_USER=app", "DB_USER=" + database.name());
        assertThatItServes(block.replace(RUN, "exec " + RUN), Path.of(""), Map.of());
    }

    /** Everything but the steps that need systemd and its accounts. */
    @Test
    void aServiceIsInstalledAndUpgraded() throws Exception {
        String page = "docs/operations/systemd.md";
        String install = TypedCommands.shellBlock(page, "cp -r target/dist /opt/backend-core/0.1.0");
        String upgrade = TypedCommands.shellBlock(page, "cp -r target/dist /opt/backend-core/0.2.0");
        String prepare = TypedCommands.shellBlock(page, "umask 022");
        String units = TypedCommands.shellBlock(
                page, "cp /opt/backend-core/current/server-config/systemd/*.service /etc/systemd/system");
        Path installed = Files.createDirectories(folder.resolve("etc/systemd/system"));
        String all = Stream.of(prepare, install, units, upgrade)
                .flatMap(String::lines)
                .filter(line -> !line.matches("(useradd|systemctl|journalctl) .*"))
                .map(line ->
                        line.replaceAll(" (/opt|/etc)/", " " + folder + "$1/").replaceFirst("^/", folder + "/"))
                .collect(Collectors.joining("\n"));
        Ended ended = shell(all, Path.of(""), Map.of());
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(installed.toFile().list())
                .containsExactlyInAnyOrder("backend-core.service", "backend-core-migrate@.service");
        Path current = folder.resolve("opt/backend-core/current");
        assertThat(current.toRealPath()).endsWith(Path.of("0.2.0"));
        assertThatOthersMayReadTheArchives(current);
        assertThatItServes(
                "exec " + current.resolve("bin/backend-core") + " run", folder, Map.of("MP_CONFIG_PROFILE", "dev"));
    }

    /** Also if the account that prepares the archives has a restrictive umask. */
    private void assertThatOthersMayReadTheArchives(Path current) throws Exception {
        Ended ended = shell("umask 077; rm -r lib/archives; bin/backend-core prepare", current, Map.of());
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        try (Stream<Path> files = Files.walk(current.resolve("lib/archives"))) {
            assertThat(files.filter(file -> !file.endsWith("making.lock")))
                    .as("the directory, the one in it, and four files")
                    .hasSize(6)
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .contains(PosixFilePermission.OTHERS_READ)
                            .matches(rights ->
                                    Files.isRegularFile(file) || rights.contains(PosixFilePermission.OTHERS_EXECUTE)));
        }
    }

    @Test
    void openLibertyIsInstalledAndMakesAnArchive() throws Exception {
        Path user = folder.resolve("usr");
        String page = "docs/operations/open-liberty.md";
        String install = TypedCommands.shellBlock(page, "cp -r server-config/open-liberty/. usr/servers/backend-core")
                .replace(" usr/", " " + user + "/");
        Ended installed = shell(install, Path.of(""), Map.of());
        assertThat(installed.exitCode()).as(installed.output()).isZero();
        List<String> lines = TypedCommands.shellBlock(page, "export WLP_SKIP_BOOTSTRAP_AGENT=true")
                .replace("/var/lib/backend-core", folder.toString())
                .replace(
                        "bin/server",
                        Path.of("target/liberty/wlp/bin/server")
                                .toAbsolutePath()
                                .toString())
                .lines()
                .toList();
        Map<String, String> settings = new HashMap<>(Map.of("WLP_USER_DIR", user.toString()));
        Ended ended = shell(lines.get(0) + "\n" + lines.get(1), folder, settings);
        assertThat(ended.output()).contains("backend-core refuses to start");
        assertThat(folder.resolve("classes.jsa")).isNotEmptyFile();
        settings.putAll(Deployment.production(Postgres.shared().createDatabase(Canary.password())));
        assertThatItServes(lines.get(0) + "\n" + lines.get(2), folder, settings);
    }

    @Test
    void theLauncherAloneRefuses() throws Exception {
        String block =
                TypedCommands.shellBlock("docs/operations/README.md", "java -jar lib/backend-core-launcher.jar run");
        Ended ended = shell(block, Path.of("target/dist"), Map.of("HTTP_HOST", "127.0.0.1", "HTTP_PORT", "0"));
        assertThat(ended.output()).contains("backend-core refuses to start").contains("mp.config.profile");
        assertThat(ended.exitCode()).isEqualTo(78);
    }

    private void assertThatItServes(String block, Path where, Map<String, String> settings) throws Exception {
        int port = FreePort.find();
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(Map.of("HTTP_HOST", "127.0.0.1", "HTTP_PORT", Integer.toString(port), "HTTP_DRAIN", "0 s"));
        Path log = folder.resolve("server.log");
        Process process = start(block, where, environment, log);
        try {
            Served.await(process, port, log);
        } finally {
            List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
            all.add(process.toHandle());
            all.forEach(ProcessHandle::destroy);
            for (ProcessHandle one : all) {
                one.onExit().get(MINUTES, TimeUnit.MINUTES);
            }
        }
    }

    private Ended shell(String block, Path where, Map<String, String> environment) throws Exception {
        Path log = folder.resolve("shell.log");
        Process process = start(block, where, environment, log);
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
            return new Ended(process.exitValue(), Files.readString(log));
        } finally {
            process.descendants().toList().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Passes on only the part of the build's environment that a shell needs. */
    private static Process start(String block, Path where, Map<String, String> environment, Path log)
            throws IOException {
        String java = Objects.requireNonNull(System.getProperty("java.home"));
        ProcessBuilder builder = new ProcessBuilder("sh", "-euc", block)
                .directory(where.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH") && !name.equals("HOME"));
        builder.environment().merge("PATH", java + "/bin", (path, jdk) -> jdk + ":" + path);
        builder.environment().put("JAVA_HOME", java);
        builder.environment().putAll(environment);
        return builder.start();
    }
}
