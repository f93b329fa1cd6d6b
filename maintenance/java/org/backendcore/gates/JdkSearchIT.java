package org.backendcore.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backendcore.testkit.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK that {@code mvnw} selects on simulated machines: a folder serves as the root, and its JDKs are scripts. */
@Tag("gates")
@Execution(ExecutionMode.CONCURRENT)
final class JdkSearchIT {
    private static final Path SCRIPT = Path.of(".mvn/jdk.sh");

    /** A bound against hangs; the script waits 10 s for a JDK that does not end. */
    private static final long BOUND_SECONDS = 60;

    @TempDir
    private Path machine;

    private final Map<String, String> environment = new HashMap<>();

    private record Ended(int exitCode, String output) {}

    @BeforeEach
    void makeAMachineWithoutJava() throws IOException {
        Path tools = Programs.offer(machine.resolve("bin"), "awk", "cut", "env", "readlink", "sed", "sleep", "sort");
        environment.put("PATH", tools.toString());
        environment.put("HOME", machine.resolve("home of somebody").toString());
        // A path at the beginning of a word is one of this machine; the simulated machine has the same path below its
        // folder.
        Files.writeString(
                machine.resolve("jdk.sh"),
                Pattern.compile("(?<=\\s)/(?=\\w)")
                        .matcher(Files.readString(SCRIPT))
                        .replaceAll(Matcher.quoteReplacement(machine + "/")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/lib/jvm/java-21",
                "usr/lib64/jvm/java-21",
                "usr/java/jdk-21",
                "opt/jdk-21",
                "opt/java/openjdk",
                "opt/hostedtoolcache/Java_Temurin-Hotspot_jdk/21.0.1-12/x64",
                "Library/Java/JavaVirtualMachines/temurin-21.jdk/Contents/Home",
                "home of somebody/Library/Java/JavaVirtualMachines/temurin-21.jdk/Contents/Home",
                "opt/homebrew/opt/openjdk@21/libexec/openjdk.jdk/Contents/Home",
                "usr/local/opt/openjdk@21/libexec/openjdk.jdk/Contents/Home",
                "home of somebody/.gradle/jdks/eclipse_adoptium-21",
                "home of somebody/.sdkman/candidates/java/21.0.1-tem",
                "home of somebody/.jdks/temurin 21",
                "home of somebody/.asdf/installs/java/temurin-21",
                "home of somebody/.local/share/mise/installs/java/21"
            })
    void looksIntoTheUsualFolders(String place) throws Exception {
        String jdk = jdk(place, "21.0.1");
        assertThat(search()).isEqualTo(jdk);
    }

    @Test
    void looksIntoPath() throws Exception {
        Path jdk = Path.of(jdk("anywhere/jdk 21", "21.0.1"));
        Path folder = Files.createDirectories(machine.resolve("folder of links"));
        Files.createSymbolicLink(folder.resolve("javac"), jdk.resolve("bin/javac"));
        environment.merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        assertThat(search()).isEqualTo(jdk.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_HOME_21_X64", "JAVA_HOME_21_ARM64", "JAVA_HOME_21_arm64"})
    void looksIntoTheVariablesOfMachinesOfCi(String variable) throws Exception {
        environment.put(variable, jdk("anywhere/jdk 21", "21.0.1"));
        assertThat(search()).isEqualTo(environment.get(variable));
    }

    @Test
    void looksWhereSdkmanSaysThatItIs() throws Exception {
        environment.put("SDKMAN_DIR", machine.resolve("sdk man").toString());
        String jdk = jdk("sdk man/candidates/java/21", "21.0.1");
        assertThat(search()).isEqualTo(jdk);
    }

    @ParameterizedTest
    @CsvSource({"25, 17.0.15", "17.0.10, 17.0.9", "21.0.1, 21", "25.0.0.1, 21.0.11", "24.0.2, 9.0.4"})
    void takesTheNewest(String newer, String older) throws Exception {
        jdk("usr/lib/jvm/a", older);
        String newest = jdk("usr/lib/jvm/b", newer);
        jdk("usr/lib/jvm/c", older);
        assertThat(search()).isEqualTo(newest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_402", "11.0.2", "16.0.1", "26", "26.0.1", "x", ""})
    void passesOverWhatTheBuildDoesNotAccept(String version) throws Exception {
        String good = jdk("usr/lib/jvm/b", "17.0.1");
        jdk("usr/lib/jvm/a", version);
        assertThat(search()).isEqualTo(good);
    }

    @Test
    void passesOverWhatIsBroken() throws Exception {
        String good = jdk("usr/lib/jvm/good", "17.0.1");
        Files.delete(Path.of(jdk("usr/lib/jvm/a JRE", "25")).resolve("bin/javac"));
        Files.delete(Path.of(jdk("usr/lib/jvm/without a version", "25")).resolve("release"));
        Path dead = Path.of(jdk("usr/lib/jvm/does not start", "25")).resolve("bin/java");
        Files.writeString(dead, "#!/bin/sh\nexit 1\n");
        Path foreign = Path.of(jdk("usr/lib/jvm/of another processor", "25")).resolve("bin/java");
        Files.writeString(foreign, "\u007fELF of something else");
        Path hanging = Path.of(jdk("usr/lib/jvm/hangs", "25")).resolve("bin/java");
        Files.writeString(hanging, "#!/bin/sh\nexec sleep 600\n");
        Path notExecutable = Path.of(jdk("usr/lib/jvm/not executable", "25")).resolve("bin/javac");
        assertThat(notExecutable.toFile().setExecutable(false)).isTrue();
        Path folder = Path.of(jdk("usr/lib/jvm/folder", "25")).resolve("bin/java");
        Files.delete(folder);
        Files.createDirectory(folder);
        Path places = machine.resolve("usr/lib/jvm");
        Files.createSymbolicLink(places.resolve("dangling"), Path.of("nowhere"));
        Files.createSymbolicLink(places.resolve("cycle"), Path.of("cycle"));
        Files.createSymbolicLink(places.resolve("here"), Path.of("."));
        Files.createFile(places.resolve("file"));
        environment.put("JAVA_HOME_25_X64", "");
        environment.merge("PATH", places + "/cycle:/nowhere:", (path, first) -> first + ":" + path);
        assertThat(search()).isEqualTo(good);
    }

    /** Maven reports what is wrong with them. */
    @Test
    void doesNotStartAJdkWithTheOptionsOfOthers() throws Exception {
        String jdk = jdk("usr/lib/jvm/jdk", "25");
        Files.writeString(
                Path.of(jdk, "bin/java"), "#!/bin/sh\ntest -z \"$JAVA_TOOL_OPTIONS$JDK_JAVA_OPTIONS$_JAVA_OPTIONS\"\n");
        for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
            environment.put(variable, "-XX:+Nonsense");
        }
        assertThat(search()).isEqualTo(jdk);
    }

    @Test
    void takesTheOneOfJavaHomeInstead() throws Exception {
        jdk("usr/lib/jvm/newer", "25");
        environment.put("JAVA_HOME", jdk("a place/with spaces", "17.0.1"));
        assertThat(search()).isEqualTo(environment.get("JAVA_HOME"));
    }

    @Test
    void refusesAJavaHomeThatIsNoJdk() throws Exception {
        jdk("usr/lib/jvm/newer", "25");
        Path jre = Path.of(jdk("a JRE", "25"));
        Files.delete(jre.resolve("bin/javac"));
        for (String home : List.of(jre.toString(), machine + "/no where")) {
            environment.put("JAVA_HOME", home);
            assertThat(ended()).isEqualTo(new Ended(1, """
                            mvnw: JAVA_HOME is '%s', but that is not a JDK: it lacks an executable bin/java or bin/javac. Set it to a JDK from 17 to 25, or unset it to use the newest one that is found.
                            """.formatted(home)));
        }
    }

    @Test
    void saysThatThereIsNone() throws Exception {
        assertThat(ended())
                .isEqualTo(
                        new Ended(
                                1,
                                "mvnw: no JDK from 17 to 25 was found in PATH or the usual directories (.mvn/jdk.sh lists them). Install one, or set JAVA_HOME.\n"));
    }

    @Test
    void asksForTheVersionsThatTheBuildAccepts() throws IOException {
        assertThat(Path.of("src/build/pom.xml")).content().contains("<jdk.versions>[17,26)</jdk.versions>");
        assertThat(SCRIPT).content().contains("JAVA_HOME=$(newest_jdk 17 25)");
    }

    /** With the real JDKs of this machine. */
    @Test
    void isReadByMvnw() throws Exception {
        Map<String, String> real = new HashMap<>(System.getenv());
        // Set by Maven; but it may be a developer's only JDK, so it stays in the PATH.
        real.remove("JAVA_HOME");
        real.merge("PATH", System.getProperty("java.home") + "/bin", (path, first) -> first + ":" + path);
        real.put("MAVEN_SKIP_RC", "1");
        String found = run(List.of("sh", "-c", "set -euf; . .mvn/jdk.sh; printf %s \"$JAVA_HOME\""), real)
                .output();
        assertThat(run(List.of("./mvnw", "-v"), real).output())
                .contains("runtime: " + Path.of(found).toRealPath());
    }

    private String search() throws Exception {
        Ended ended = ended();
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return ended.output();
    }

    private Ended ended() throws Exception {
        String shell = Programs.find("sh").orElseThrow().toString();
        // The options are those of mvnw.
        return run(
                List.of(
                        shell,
                        "-c",
                        "set -euf; . \"$0\"; printf %s \"$JAVA_HOME\"",
                        machine.resolve("jdk.sh").toString()),
                environment);
    }

    /** With this environment only. */
    private Ended run(List<String> command, Map<String, String> environment) throws Exception {
        Path output = Files.createTempFile(machine, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS))
                    .as("it ends: %s", command)
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Returns the home of the JDK. */
    private String jdk(String place, String version) throws IOException {
        Path home = machine.resolve(place);
        Path programs = Files.createDirectories(home.resolve("bin"));
        for (String name : List.of("java", "javac")) {
            Path program = Files.writeString(programs.resolve(name), "#!/bin/sh\nexit 0\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        return home.toString();
    }
}
