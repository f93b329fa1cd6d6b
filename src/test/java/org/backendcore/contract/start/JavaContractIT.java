package org.backendcore.contract.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.backendcore.testkit.BuiltDistribution;
import org.backendcore.testkit.CommandLine;
import org.backendcore.testkit.Jdk;
import org.backendcore.testkit.PrintedLog;
import org.backendcore.testkit.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code bin/backend-core} without the Java that it needs; for an operator's JVM options see OperatorsJvmContractIT.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
final class JavaContractIT {
    /** The end of the message about a JVM that does not start. */
    static final String OPTIONS = "; its options come from JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS, _JAVA_OPTIONS and '%s'";

    private final Map<String, String> environment = new HashMap<>(Map.of("MP_CONFIG_PROFILE", "dev"));

    @TempDir
    private Path folder;

    private Path tools = Path.of("");

    /** With no more programs than a small base image has. */
    @BeforeEach
    void makeAPathWithoutJava() throws IOException {
        tools = Programs.offer(
                folder.resolve("tools"), "cat", "cksum", "date", "dirname", "iconv", "locale", "readlink", "sh", "tr");
        environment.put("PATH", tools.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "check, 17",
        "check --database, 17",
        "migrate, 17",
        "settings --json, 17",
        "secret, 17",
        "--version, 17",
        "prepare, 21",
        "prepare --small, 21"
    })
    void saysWhereItLookedForJava(String command, int needed) throws Exception {
        environment.put("JAVA_HOME", "");
        assertThat(ended(command))
                .isEqualTo(CommandLine.Ended.refused(
                        "no Java was found: JAVA_HOME is not set, and PATH ('%s') has no 'java'; install a JRE, version %s or newer"
                                .formatted(tools, needed)));
        environment.put("JAVA_HOME", folder.resolve("no where").toString());
        assertThat(ended(command))
                .isEqualTo(CommandLine.Ended.refused(
                        "no Java was found: JAVA_HOME is '%1$s', but '%1$s/bin/java' is not an executable program; set JAVA_HOME to a JRE, version %2$s or newer"
                                .formatted(folder.resolve("no where"), needed)));
    }

    @Test
    void logsThatThereIsNoJavaWhereTheServerWouldLog() throws Exception {
        environment.put("JAVA_HOME", "/\"quoted\\\t\u0001folder/ü");
        String sentence =
                "no Java was found: JAVA_HOME is '%1$s', but '%1$s/bin/java' is not an executable program; set JAVA_HOME to a JRE, version 21 or newer"
                        .formatted(environment.get("JAVA_HOME").replaceAll("[\t\u0001]", " "));
        assertThat(ended("run"))
                .isEqualTo(CommandLine.Ended.refused("backend-core refuses to start: %s".formatted(sentence)));
        environment.put("MP_CONFIG_PROFILE", "prod");
        assertThatItLogs(sentence);
        environment.put("LOG_FORMAT", "text");
        assertThat(ended("run"))
                .isEqualTo(CommandLine.Ended.refused("backend-core refuses to start: %s".formatted(sentence)));
    }

    private void assertThatItLogs(String sentence) throws Exception {
        CommandLine.Ended ended = ended("run");
        assertThat(ended.exitCode()).isEqualTo(78);
        ended.log().assertThatEveryLineIsARecord();
        assertThat(ended.log().records())
                .singleElement()
                .satisfies(record -> assertThat(record.getString("message"))
                        .isEqualTo("backend-core refuses to start: " + sentence));
    }

    @Test
    void saysThatAJavaCannotBeExecuted() throws Exception {
        Path java = jvm("17.0.1", "#!/bin/sh\n");
        assertThat(java.toFile().setExecutable(false)).isTrue();
        assertThat(ended("check").output())
                .endsWith("'%s' is not an executable program; set JAVA_HOME to a JRE, version 17 or newer\n"
                        .formatted(java));
        Files.delete(java);
        Files.createDirectory(java);
        assertThat(ended("check").output())
                .endsWith("'%s' is not an executable program; set JAVA_HOME to a JRE, version 17 or newer\n"
                        .formatted(java));
    }

    @ParameterizedTest
    @CsvSource({
        "check, 17, 11.0.2, 11",
        "migrate, 17, 1.8.0_402, 8",
        "run, 21, 17.0.1, 17",
        "run, 21, 11, 11",
        "prepare, 21, 20.0.2, 20"
    })
    void saysThatAJavaIsTooOld(String command, int needed, String version, String feature) throws Exception {
        Path java = jvm(version, "#!/bin/sh\necho it is started\n");
        assertThat(ended(command))
                .isEqualTo(CommandLine.Ended.refused(
                        "%s'%s' is Java %s, but this command requires Java %s or newer; set JAVA_HOME to a newer JRE"
                                .formatted(
                                        command.equals("run") ? "backend-core refuses to start: " : "",
                                        java,
                                        feature,
                                        needed)));
    }

    /** A Java without a file with its version beside it. */
    @ParameterizedTest
    @CsvSource({"check, 17, 11", "run, 21, 17"})
    void asksAJavaHowOldItIs(String command, int needed, int version) throws Exception {
        Path java = jvm("", "#!/bin/sh\necho 'openjdk version \"%s.0.2\" 2025-01-01' >&2\n".formatted(version));
        assertThat(ended(command).output())
                .endsWith("'%s' is Java %s, but this command requires Java %s or newer; set JAVA_HOME to a newer JRE\n"
                        .formatted(java, version, needed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "migrate", "prepare", "run"})
    void saysThatAJavaDoesNotStart(String command) throws Exception {
        Path java = jvm("21", "#!/bin/sh\necho it is broken >&2\nexit 1\n");
        assertThat(ended(command))
                .isEqualTo(CommandLine.Ended.refused("%s'%s' does not start: it is broken%s"
                        .formatted(
                                command.equals("run") ? "backend-core refuses to start: " : "",
                                java,
                                OPTIONS.formatted(command.equals("run") ? serverOptions() : commandLineOptions()))));
    }

    /** A name that is not UTF-8, which only a shell can give to a variable. */
    @Test
    void logsARecordWhateverTheNamesAre() throws Exception {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "JAVA_HOME=$(printf '/a\\377b') MP_CONFIG_PROFILE=prod exec \"$0\" run",
                        CommandLine.OF_THE_DIST.script().toString())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(78);
        PrintedLog.of(output).assertThatEveryLineIsARecord();
        assertThat(output).contains("JAVA_HOME is '/a?b'");
    }

    /** All commands but {@code run} and {@code prepare} also serve users of Open Liberty and an older Java. */
    @Test
    void needsNoMoreThanJava17ForTheOtherCommands() throws Exception {
        Optional<Path> java17 = Jdk.ofRelease(17);
        assumeTrue(java17.isPresent(), "no JDK 17 on this machine");
        environment.put("JAVA_HOME", java17.orElseThrow().toString());
        assertThat(ended("check")).isEqualTo(new CommandLine.Ended(0, "the settings are valid (profile 'dev')\n"));
        assertThat(ended("secret").exitCode()).isZero();
        assertThat(ended("settings").output()).contains("mp.config.profile");
        assertThat(ended("run").output())
                .isEqualTo(
                        "backend-core refuses to start: '%s/bin/java' is Java 17, but this command requires Java 21 or newer; set JAVA_HOME to a newer JRE\n"
                                .formatted(java17.orElseThrow()));
    }

    private CommandLine.Ended ended(String command) throws Exception {
        return CommandLine.OF_THE_DIST.run(environment, command.split(" "));
    }

    private static Path commandLineOptions() {
        return BuiltDistribution.FOLDER.resolve("lib/cli.options");
    }

    private static Path serverOptions() {
        return BuiltDistribution.FOLDER.resolve("server-config/payara-micro/jvm.options");
    }

    /** A JRE made of a script; returns its {@code java}. */
    private Path jvm(String version, String script) throws IOException {
        Path home = folder.resolve("a JRE");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, script);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        if (!version.isEmpty()) {
            Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        }
        environment.put("JAVA_HOME", home.toString());
        return java;
    }
}
