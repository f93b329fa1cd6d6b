package org.backendcore.contract.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.backendcore.contract.fixtures.EarlyAgent;
import org.backendcore.testkit.BuiltDistribution;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.CommandLine;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.FreePort;
import org.backendcore.testkit.Installation;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JVM options that an operator sets in the environment; for a missing or outdated JVM see JavaContractIT. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(240)
final class OperatorsJvmContractIT {
    private static final String JMX =
            "-Dcom.sun.management.jmxremote.host=127.0.0.1 -Dcom.sun.management.jmxremote.authenticate=false -Dcom.sun.management.jmxremote.ssl=false -Dcom.sun.management.jmxremote.port=";

    private final Map<String, String> environment = new HashMap<>(Map.of("MP_CONFIG_PROFILE", "dev"));

    @TempDir
    private Path folder;

    /** In addition to the one in jvm.options, it would end the JVM. */
    @Test
    @Tag("slow")
    void startsAServerWithTheCollectorOfTheOperator() {
        environment.put("JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC -Xlog:gc");
        ServerKind.onBothAtOnce(kind -> {
            try (Installation installation = kind.install(Deployment.WAR);
                    RunningServer server = RunningServer.start(installation, environment)) {
                server.awaitReady().awaitLog("Using Parallel");
            }
        });
    }

    /**
     * Both servers use the JVM's locale and time zone to map the names of settings, and to format numbers and times.
     */
    @Test
    void readsAndWritesTheSameInAnyLocale() {
        readsAndWritesTheSameIn(
                "-Duser.language=tr -Duser.country=TR -Duser.language.format=ar -Duser.extensions.format=u-nu-arab -Duser.timezone=Asia/Kathmandu");
    }

    /** Its default digits are not ASCII. */
    @Test
    @Tag("slow")
    void readsAndWritesTheSameInFarsi() {
        readsAndWritesTheSameIn("-Duser.language=fa -Duser.country=IR -Duser.timezone=Asia/Tehran");
    }

    private static void readsAndWritesTheSameIn(String locale) {
        ServerKind.onBothAtOnce(kind -> {
            Map<String, String> settings =
                    new HashMap<>(Deployment.production(Postgres.shared().createDatabase(Canary.difficultPassword())));
            // Open Liberty's script appends some of these to the options, and the JVM appends others.
            settings.put("JAVA_TOOL_OPTIONS", locale);
            settings.put("JDK_JAVA_OPTIONS", locale);
            settings.put("JVM_ARGS", locale);
            try (Installation installation = kind.install(Deployment.WAR);
                    RunningServer server = RunningServer.start(installation, settings)) {
                server.awaitReady().awaitLog("backend-core .* started in \\d+\\.\\d s: profile 'prod'");
                assertThat(server.get("/nowhere").body())
                        .matches("\\{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,.*");
                server.awaitLog("GET /nowhere 404");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "text"})
    void writesUtf8WithAnyCharset(String format) {
        String charset = "-Dfile.encoding=ISO-8859-1 -Dstdout.encoding=ISO-8859-1 -Dstderr.encoding=ISO-8859-1";
        environment.putAll(Map.of(
                "JAVA_TOOL_OPTIONS", charset, "JVM_ARGS", charset, "LOG_FORMAT", format, "DB_START_TIMEOUT", "äß€😀"));
        ServerKind.onBothAtOnce(kind -> {
            try (Installation installation = kind.install(Deployment.WAR);
                    RunningServer server = RunningServer.start(installation.withoutCommandLine(), environment)) {
                assertThat(server.awaitExit()).as(server.log()).isEqualTo(78);
                assertThat(server.log()).contains("'db.start-timeout' is 'äß€😀'");
            }
        });
    }

    /** Tools that monitor a JVM may log before the server does, and so determine the log manager. */
    @ParameterizedTest
    @Tag("slow")
    @ValueSource(strings = {"json", "text"})
    void logsEachRecordOnceBesideAnAgent(String format) throws IOException {
        environment.put("LOG_FORMAT", format);
        String agent = EarlyAgent.option(folder);
        ServerKind.onBothAtOnce(kind -> {
            Map<String, String> settings = new HashMap<>(environment);
            settings.put("JAVA_TOOL_OPTIONS", agent + " " + JMX + FreePort.find());
            try (Installation installation = kind.install(Deployment.WAR);
                    RunningServer server = RunningServer.start(installation, settings)) {
                server.awaitReady();
                server.awaitLog(" s: profile 'dev', address");
                assertThat(server.log())
                        .containsOnlyOnce(" s: profile 'dev', address")
                        .doesNotContain("FlywayExecutor");
                if (kind == ServerKind.PAYARA_MICRO && format.equals("json")) {
                    assertThat(server.printed().records())
                            .filteredOn(line -> line.getString("message").equals(EarlyAgent.RECORD))
                            .hasSize(1);
                    assertThat(server.log()).containsOnlyOnce(EarlyAgent.RECORD);
                }
            }
        });
    }

    /** For example, a class of a newer Java version; Open Liberty has no launcher of ours. */
    @ParameterizedTest
    @Tag("slow")
    @ValueSource(strings = {"fish.payara.micro.impl.PayaraMicroImpl", "org.backendcore.launcher.InstanceFolder"})
    void endsWhenALauncherIsBroken(String type) throws IOException {
        environment.putAll(Map.of("LOG_FORMAT", "json", "JAVA_TOOL_OPTIONS", EarlyAgent.option(folder) + "=" + type));
        try (Installation installation = ServerKind.PAYARA_MICRO.install(Deployment.WAR);
                RunningServer server = RunningServer.start(installation.withoutCommandLine(), environment)) {
            assertThat(server.awaitExit()).as(server.log()).isEqualTo(70);
            assertThat(server.log())
                    .containsOnlyOnce(EarlyAgent.RECORD)
                    .containsOnlyOnce("backend-core refuses to start: ")
                    .contains(
                            "backend-core refuses to start: an internal error that the configuration did not cause; please report it",
                            "UnsupportedClassVersionError");
        }
    }

    /**
     * Set by an option, which overrides those of jvm.options; Open Liberty sets its own log manager after the
     * operator's.
     */
    @Test
    void refusesALogOfSomebodyElse() {
        environment.putAll(Map.of(
                "LOG_FORMAT",
                "json",
                "_JAVA_OPTIONS",
                "-Djava.util.logging.manager=java.util.logging.LogManager -Dcom.sun.management.jmxremote"));
        try (Installation installation = ServerKind.PAYARA_MICRO.install(Deployment.WAR);
                RunningServer server = RunningServer.start(installation.withoutCommandLine(), environment)) {
            assertThat(server.awaitExit()).as(server.log()).isEqualTo(78);
            assertThat(server.log())
                    .contains(
                            "backend-core refuses to start: the JVM does not use the launcher's log manager: start it with the options of server-config/payara-micro/jvm.options, and without java.util.logging.manager in _JAVA_OPTIONS");
        }
    }

    /**
     * This variable overrides everything, even Open Liberty's command line; Payara Micro's launcher sets the locale
     * itself.
     */
    @Test
    void refusesALocaleThatItCannotSet() {
        environment.put("_JAVA_OPTIONS", "-Duser.language=tr -Duser.language.format=fa");
        ServerKind.onBothAtOnce(kind -> {
            try (Installation installation = kind.install(Deployment.WAR);
                    RunningServer server = RunningServer.start(installation, environment)) {
                if (kind == ServerKind.PAYARA_MICRO) {
                    server.awaitReady();
                    return;
                }
                assertThat(server.awaitExit()).as(server.log()).isEqualTo(78);
                assertThat(server.log())
                        .containsOnlyOnce("backend-core refuses to start: ")
                        .containsOnlyOnce(
                                "backend-core refuses to start: the locale of the JVM is 'tr', and 'fa' for numbers; with it, the server maps the names of settings to other letters, or writes other digits: start the JVM with -Duser.language=en, and without _JAVA_OPTIONS that change it");
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "check, -XX:+Nonsense, Unrecognized VM option 'Nonsense'",
        "run, -XX:+Nonsense, Unrecognized VM option 'Nonsense'",
        "run, -Xmx20m, Initial heap size set to a larger value than the maximum heap size"
    })
    void saysThatJavaDoesNotStartWithTheOptionsOfAnOperator(String command, String option, String reason)
            throws Exception {
        if (command.equals("run")) {
            ServerKind.PAYARA_MICRO.assumeRunsHere();
        }
        environment.put("JAVA_TOOL_OPTIONS", option);
        boolean run = command.equals("run");
        assertThat(ended(command))
                .isEqualTo(CommandLine.Ended.refused("%s'%s/bin/java' does not start: %s%s"
                        .formatted(
                                run ? "backend-core refuses to start: " : "",
                                System.getProperty("java.home"),
                                reason,
                                JavaContractIT.OPTIONS.formatted(BuiltDistribution.FOLDER.resolve(
                                        run ? "server-config/payara-micro/jvm.options" : "lib/cli.options")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
    void leavesTheCollectorToTheOperator(String variable) throws Exception {
        environment.put(variable, "-XX:+UseG1GC -Xlog:gc+init");
        CommandLine.Ended ended = ended("check");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("the settings are valid (profile 'dev')");
    }

    /** The JVM options in the environment are not repeated, because they may contain a password. */
    @ParameterizedTest
    @ValueSource(strings = {"-xpassword=%s", "-Dx=1\n-Dpassword=%s\n-XX:+Nonsense", "-XX:+Nonsense -Dpassword=%s"})
    void keepsTheValuesOfTheOptionsToItself(String options) throws Exception {
        String secret = Canary.password();
        environment.put("JAVA_TOOL_OPTIONS", options.replace("%s", secret));
        CommandLine.Ended ended = ended("check");
        assertThat(ended.exitCode()).isEqualTo(78);
        assertThat(ended.output()).contains("does not start").doesNotContain(secret);
    }

    /** An agent may wait for a connection, and a file would be written again: no JVM is started merely as a test. */
    @ParameterizedTest
    @ValueSource(
            strings = {"-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0", "-Xlog:gc:file=%s"})
    void startsOnceWithWhatAnOperatorWatchesAJvmBy(String option) throws Exception {
        Path log = folder.resolve("gc.log");
        environment.put("JAVA_TOOL_OPTIONS", option.replace("%s", log.toString()));
        CommandLine.Ended ended = ended("check");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("the settings are valid (profile 'dev')");
        assertThat(log.resolveSibling("gc.log.0"))
                .as("the log of a JVM before this one")
                .doesNotExist();
    }

    private CommandLine.Ended ended(String command) throws Exception {
        return CommandLine.OF_THE_DIST.run(environment, command);
    }
}
