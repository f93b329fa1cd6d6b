package org.backendcore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.backendcore.servers.Installation;
import org.backendcore.servers.RunningServer;
import org.backendcore.servers.ServerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/backend-core} where it does not become a server. */
final class CommandLineContractIT {

    private static final Path SCRIPT = Path.of("target/dist/bin/backend-core").toAbsolutePath();

    private record Ended(int exitCode, String output) {}

    @ParameterizedTest
    @ValueSource(strings = {"", "serve", "run now"})
    void showsItsUsageWhenItIsNotUnderstood(String arguments) throws Exception {
        assertThat(run(arguments)).isEqualTo(new Ended(64, "usage: backend-core run%n".formatted()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "http", ""})
    void refusesAPortThatIsNone(String port) throws Exception {
        assertRefused("http.port", "HTTP_PORT", port, "must be a number from 1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere.invalid", "", " "})
    void refusesAHostThatNobodyKnows(String host) throws Exception {
        assertRefused("http.host", "HTTP_HOST", host, "must be an address or a host name of this machine");
    }

    private static void assertRefused(String key, String variable, String value, String rule) throws Exception {
        String report = "backend-core refuses to start: '%s' is '%s', but %s; set the environment variable %s%n";
        assertThat(run("run", "MP_CONFIG_PROFILE=dev", variable + "=" + value))
                .isEqualTo(new Ended(78, report.formatted(key, value, rule, variable)));
    }

    @Test
    void worksThroughASymbolicLink(@TempDir Path folder) throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("backend-core"), SCRIPT);
        assertThat(run(link, "")).isEqualTo(new Ended(64, "usage: backend-core run%n".formatted()));
        // JUnit warns of a link that leads out of its temporary folder.
        Files.delete(link);
    }

    /** Payara Micro opens packages of the JDK by its manifest; the launcher's must open the same. */
    @Test
    void opensWhatPayaraMicroOpens() throws IOException {
        Path libraries = Path.of("target/dist/lib");
        try (JarFile ours = new JarFile(
                        libraries.resolve("backend-core-launcher.jar").toFile());
                JarFile payara =
                        new JarFile(libraries.resolve("payara-micro.jar").toFile())) {
            for (String name : List.of("Add-Opens", "Add-Exports")) {
                assertThat(ours.getManifest().getMainAttributes().getValue(name))
                        .isNotNull()
                        .isEqualTo(payara.getManifest().getMainAttributes().getValue(name));
            }
        }
    }

    /** Payara Micro itself would log that, and stay without an application. */
    @Test
    void refusesAWarThatCannotBeDeployed(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.war"), "no archive");
        try (Installation installation = ServerKind.PAYARA_MICRO.install(broken);
                RunningServer server = RunningServer.start(installation, Map.of("MP_CONFIG_PROFILE", "dev"))) {
            assertThat(server.awaitExit()).as(server.log()).isEqualTo(70);
            assertThat(server.log())
                    .containsOnlyOnce(
                            "backend-core refuses to start: Payara Micro cannot deploy backend-core.war; its reason is above");
        }
    }

    private static Ended run(String arguments, String... environment) throws IOException, InterruptedException {
        return run(SCRIPT, arguments, environment);
    }

    private static Ended run(Path script, String arguments, String... environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments.isEmpty() ? new String[0] : arguments.split(" ")));
        Path output = Files.createTempFile(Path.of("target"), "command-line-", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        for (String variable : environment) {
            String[] nameAndValue = variable.split("=", 2);
            builder.environment().put(nameAndValue[0], nameAndValue[1]);
        }
        Process process = builder.start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly().waitFor();
            Files.delete(output);
        }
    }
}
