package org.backendcore.contract.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.backendcore.testkit.Await;
import org.backendcore.testkit.BuiltDistribution;
import org.backendcore.testkit.Command;
import org.backendcore.testkit.CommandLine;
import org.backendcore.testkit.FreePort;
import org.backendcore.testkit.Installation;
import org.backendcore.testkit.Programs;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/backend-core} in cases in which it does not become a server. */
@Execution(ExecutionMode.CONCURRENT)
final class CommandLineContractIT {

    @ParameterizedTest
    @ValueSource(strings = {"serve", "run now", "run --port", "check --nothing", "settings secret"})
    void showsItsUsageWhenItIsNotUnderstood(String arguments) throws Exception {
        CommandLine.Ended ended = CommandLine.OF_THE_DIST.run(Map.of(), arguments.split(" ", -1));
        assertThat(ended.exitCode()).isEqualTo(64);
        assertThat(ended.output()).contains("Usage: backend-core").doesNotContain("\u001b");
    }

    @Test
    void showsItsUsageWithoutACommand() throws Exception {
        CommandLine.Ended ended = CommandLine.OF_THE_DIST.run(Map.of());
        assertThat(ended.exitCode()).isEqualTo(64);
        assertThat(ended.output()).startsWith("Missing required subcommand").contains("Usage: backend-core");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--help", "run --help", "check --help", "migrate --help", "settings --help", "secret --help"})
    void helps(String arguments) throws Exception {
        CommandLine.Ended ended = CommandLine.OF_THE_DIST.run(Map.of(), arguments.split(" ", -1));
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.output()).startsWith("Usage: backend-core").doesNotContain("\u001b");
    }

    @Test
    void documentsItsExitCodes() throws Exception {
        assertThat(CommandLine.OF_THE_DIST.run(Map.of(), "--help").output())
                .containsSubsequence(
                        "Exit codes:", "  0 ", "  64 ", "  69 ", "  70 ", "  71 ", "  78 ", "  129, 130, 143 ");
    }

    @Test
    void namesItsVersion() throws Exception {
        assertThat(CommandLine.OF_THE_DIST.run(Map.of(), "--version").output())
                .matches("backend-core \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\n");
    }

    @Test
    void worksThroughASymbolicLink(@TempDir Path folder) throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("backend-core"), CommandLine.OF_THE_DIST.script());
        assertThat(new CommandLine(link).run(Map.of("MP_CONFIG_PROFILE", "dev"), "check"))
                .isEqualTo(new CommandLine.Ended(0, "the settings are valid (profile 'dev')\n"));
        // JUnit warns about a link that leads out of its temporary folder.
        Files.delete(link);
    }

    /** No server is started for that, because it would leave at least its temporary folder. */
    @Test
    void refusesToRunBeforeAnyServerStarts(@TempDir Path folder) throws Exception {
        ServerKind.PAYARA_MICRO.assumeRunsHere();
        CommandLine.Ended check = CommandLine.OF_THE_DIST.run(Map.of("HTTP_PORT", "x"), "check");
        CommandLine.Ended run = CommandLine.OF_THE_DIST.run(
                Map.of("HTTP_PORT", "x", "LOG_TARGET", "x", "JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + folder), "run");
        assertThat(check.exitCode()).isEqualTo(78);
        assertThat(run.exitCode()).isEqualTo(78);
        assertThat(check.output()).startsWith("the settings are invalid:\n").contains("'http.port' is 'x'");
        assertThat(run.log().records())
                .extracting(line -> line.getString("message") + "\n")
                .containsExactly(
                        "unknown environment variable LOG_TARGET has no effect: docs/settings.md lists the names\n",
                        "backend-core refuses to start: " + check.output());
        run.log().assertThatEveryLineIsARecord();
        assertThat(folder).isEmptyDirectory();
    }

    /** Not in the middle of a check, and not with a server that is no longer wanted. */
    @Test
    void endsWhenItIsAskedToBeforeTheServerStarts() throws Exception {
        ServerKind.PAYARA_MICRO.assumeRunsHere();
        Map<String, String> environment =
                Map.of("MP_CONFIG_PROFILE", "dev", "HTTP_PORT", Integer.toString(FreePort.find()));
        try (CommandLine.Running run = CommandLine.OF_THE_DIST.start(environment, "run")) {
            List<ProcessHandle> checks = new ArrayList<>();
            Await.until("it checks", () -> {
                run.process()
                        .descendants()
                        .filter(CommandLineContractIT::isJava)
                        .forEach(checks::add);
                return !checks.isEmpty() || isJava(run.process().toHandle());
            });
            run.process().destroy();
            assertThat(run.awaitEnd().exitCode()).isEqualTo(143);
            assertThat(checks).noneMatch(ProcessHandle::isAlive);
        }
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/java");
    }

    /** Without a UTF-8 locale, a JVM reads such letters as question marks. */
    @Test
    void readsEveryLetterInAnyLocale() throws Exception {
        Map<String, String> environment = Map.of("MP_CONFIG_PROFILE", "dev", "LOG_LEVEL", "äß€😀", "LC_ALL", "C");
        assertThat(CommandLine.OF_THE_DIST.run(environment, "settings").output())
                .contains("log.level                 äß€😀  (environment variable LOG_LEVEL)");
    }

    /** A pipe on the same terminal gets the text unchanged. */
    @Test
    void fitsATerminalAndColoursIt() throws Exception {
        Programs.need("script", "runs a program on a terminal");
        Map<String, String> environment = Map.of("MP_CONFIG_PROFILE", "prod", "LOG_LEVEL", "loud");
        for (String command : List.of("settings", "check", "migrate")) {
            CommandLine.Ended elsewhere = CommandLine.OF_THE_DIST.run(environment, command);
            CommandLine.Ended coloured = onATerminal(environment, command);
            assertThat(coloured.exitCode()).isEqualTo(elsewhere.exitCode());
            assertThat(coloured.output()).contains("\u001b[1m");
            Map<String, String> without = new HashMap<>(environment);
            without.put("NO_COLOR", "1");
            CommandLine.Ended plain = onATerminal(without, command);
            assertThat(plain.output()).isEqualTo(coloured.output().replaceAll("\u001b\\[\\d+m", ""));
            assertThat(plain.output().lines())
                    .allMatch(line -> line.codePoints().count() <= 100);
            assertThat(plain.output().split("\\s+"))
                    .isEqualTo(elsewhere.output().split("\\s+"));
            assertThat(onATerminal(environment, command + " 2>&1 | cat")
                            .output()
                            .replace("\r\n", "\n"))
                    .isEqualTo(elsewhere.output());
        }
    }

    /** {@code script} of util-linux ends with the exit code of the command. */
    private static CommandLine.Ended onATerminal(Map<String, String> environment, String command) throws Exception {
        String script = CommandLine.OF_THE_DIST.script().toAbsolutePath().toString();
        return new CommandLine(Programs.find("script").orElseThrow())
                .run(environment, "-qec", "'%s' %s".formatted(script, command), "/dev/null");
    }

    /** Its first argument is the command; a command without its arguments starts nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/opt/backend-core", "run / now", "train", "bake", "bake-profile", "dev ."})
    void theLauncherShowsItsUsageWhenItIsNotUnderstood(String arguments) throws Exception {
        ServerKind.PAYARA_MICRO.assumeRunsHere();
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-jar",
                BuiltDistribution.FOLDER
                        .resolve("lib/backend-core-launcher.jar")
                        .toAbsolutePath()
                        .toString()));
        words.addAll(arguments.isEmpty() ? List.of() : List.of(arguments.split(" ", -1)));
        Command.Ended ended = new Command(Path.of("").toAbsolutePath(), Map.of(), words).run(Duration.ofMinutes(1));
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(64);
        assertThat(ended.output()).startsWith("Usage: java -jar backend-core-launcher.jar run [HOME]\n");
    }

    /** Payara Micro opens packages of the JDK by its manifest; the launcher's manifest must open the same ones. */
    @Test
    void opensWhatPayaraMicroOpens() throws IOException {
        ServerKind.PAYARA_MICRO.assumeRunsHere();
        Path libraries = BuiltDistribution.FOLDER.resolve("lib");
        try (JarFile ours = new JarFile(
                        libraries.resolve("backend-core-launcher.jar").toFile());
                JarFile payara = new JarFile(
                        libraries.resolve("payara-micro/launch-micro.jar").toFile())) {
            for (String name : List.of("Add-Opens", "Add-Exports")) {
                assertThat(ours.getManifest().getMainAttributes().getValue(name))
                        .isNotNull()
                        .isEqualTo(payara.getManifest().getMainAttributes().getValue(name));
            }
        }
    }

    /** Payara Micro itself would log that, and continue without an application. */
    @Test
    void refusesAWarThatCannotBeDeployed(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.war"), "no archive");
        try (Installation installation = ServerKind.PAYARA_MICRO.install(broken);
                RunningServer server = RunningServer.start(installation, Map.of("MP_CONFIG_PROFILE", "dev"))) {
            assertThat(server.awaitExit()).as(server.log()).isEqualTo(70);
            assertThat(server.log())
                    .containsOnlyOnce(
                            "backend-core refuses to start: Payara Micro cannot deploy backend-core.war; the reason is logged above");
        }
    }
}
