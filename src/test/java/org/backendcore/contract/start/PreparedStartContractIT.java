package org.backendcore.contract.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backendcore.contract.fixtures.ClassArchives.MAKES;
import static org.backendcore.contract.fixtures.ClassArchives.WITHOUT;
import static org.backendcore.contract.fixtures.ClassArchives.assertThatItHasMapped;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backendcore.contract.fixtures.DatabaseServlet;
import org.backendcore.contract.fixtures.StartedWork;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.CommandLine;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Installation;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.Release;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The preparations of {@code bin/backend-core run} for a fast start. ServedContractIT tests starts with existing
 * archives, RefusedStartContractIT those that cannot create any.
 */
@Execution(ExecutionMode.CONCURRENT)
final class PreparedStartContractIT {
    private static final Pattern NAME = Pattern.compile("-Dorg\\.backendcore\\.archives=(.+?) -jar ");

    /**
     * Created again after the WAR has changed, while another process does the same, with secrets in the environment,
     * which are searched for after the server has ended.
     */
    @Test
    @Tag("slow")
    void makesThemAgainForAnotherWar() throws Exception {
        Map<String, String> environment =
                new HashMap<>(Deployment.production(Postgres.shared().createDatabase(Canary.difficultPassword())));
        try (Release release = Release.with(Map.of(), DatabaseServlet.class, StartedWork.class);
                Installation installation =
                        ServerKind.PAYARA_MICRO.install(release.war()).withOwnLibraries()) {
            Path archives = installation.folder().resolve("lib/archives");
            Path old = Files.createDirectories(archives.resolve("of-another-war"));
            sayWhoAnswers(installation.folder().resolve("server-config/payara-micro"));
            try (CommandLine.Running other = commandLine(installation).start(Map.of(), "prepare");
                    RunningServer server = RunningServer.start(installation.withCommandLine(), environment)) {
                server.awaitReady();
                CommandLine.Ended ended = other.awaitEnd();
                assertThat(ended.exitCode()).as(ended.output()).isZero();
                assertThat(server.log()).containsOnlyOnce(MAKES).doesNotContain(WITHOUT);
                assertThat(begun(installation, archives))
                        .as("once, and not in the start that creates the class-data archive")
                        .containsExactly("begun-by-initialization", "begun-by-startup");
                assertThatItHasMapped(server, archives.toString());
                assertThat(old).doesNotExist();
                assertThat(archives.toFile().list()).hasSize(2).contains("making.lock");
                assertThat(server.get("/health/live").headers().firstValue("Server"))
                        .as("a command that was changed after the build counts")
                        .isPresent();
            }
        }
    }

    /** The temporary files of a start and of the one that creates the archives. */
    private static List<String> begun(Installation installation, Path archives) throws IOException {
        try (Stream<Path> started = Files.list(installation.folder().resolve("tmp"));
                Stream<Path> trained = Files.walk(archives)) {
            return Stream.concat(started, trained)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(StartedWork.BEGUN))
                    .sorted()
                    .toList();
        }
    }

    /** The profile's file takes precedence; a comment may be in any charset. */
    private static void sayWhoAnswers(Path configuration) throws IOException {
        Path shared = configuration.resolve("common.preboot");
        String command = Files.readString(shared)
                .lines()
                .filter(line -> line.endsWith(".server-header=false"))
                .findFirst()
                .orElseThrow();
        Files.writeString(
                configuration.resolve("prod.preboot"),
                "\n# f\u00fcr uns\n" + command.replace("false", "true"),
                StandardCharsets.ISO_8859_1,
                StandardOpenOption.APPEND);
    }

    /** With a JVM that prints its arguments. */
    @Test
    void givesThemANameFromAllThatTheyDependOn(@TempDir Path folder) throws Exception {
        try (Installation installation =
                ServerKind.PAYARA_MICRO.install(Deployment.WAR).withOwnLibraries()) {
            Path jvm = jvm(folder.resolve("jvm"));
            String name = name(installation, jvm);
            assertThat(name(installation, jvm)).isEqualTo(name);
            assertThat(name(installation, jvm(folder.resolve("other")))).isNotEqualTo(name);
            Files.writeString(jvm.resolve("release"), "a patch release");
            String patched = name(installation, jvm);
            assertThat(patched).isNotEqualTo(name);
            Files.writeString(installation.war(), "x", StandardOpenOption.APPEND);
            assertThat(name(installation, jvm)).isNotEqualTo(patched);
        }
    }

    private static Path jvm(Path folder) throws IOException {
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return folder;
    }

    private static String name(Installation installation, Path jvm) throws Exception {
        String output = commandLine(installation)
                .run(Map.of("JAVA_HOME", jvm.toString()), "check")
                .output();
        return NAME.matcher(output)
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .orElseThrow(() -> new AssertionError(output));
    }

    private static CommandLine commandLine(Installation installation) {
        return new CommandLine(installation.folder().resolve("bin/backend-core"));
    }
}
