package org.backendcore.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * One copy for all, which its own Maven has formatted and compiled. That it passes its tests, too: {@link VerifiedCopyIT}.
 */
@Tag("copy")
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class NewBackendIT {
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final MadeCopy copy;

    NewBackendIT() throws Exception {
        copy = MadeCopy.in("copy");
    }

    @Test
    void noFileHasTheOldName() throws IOException {
        assertThat(textsWith(copy.from().artifact().replace("-", ".?"))).isEmpty();
        assertThat(textsWith(copy.from().rootPackage().replace(".", ".{1,3}"))).isEmpty();
        assertThat(textsWith(copy.to().artifact())).as("the new one").hasSizeGreaterThan(50);
    }

    /** The files whose path or text has such a word, in whatever case. */
    private List<Path> textsWith(String name) throws IOException {
        Pattern pattern = Pattern.compile("(?i)" + (name.contains(".") ? name : "\\b(" + name + ")\\b"));
        return files().stream()
                .filter(file -> pattern.matcher(file + "\n" + text(file)).find())
                .toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(copy.folder())) {
            return files.filter(Files::isRegularFile)
                    .map(copy.folder()::relativize)
                    .filter(file -> !file.startsWith("target") && !file.startsWith(".git"))
                    .toList();
        }
    }

    private String text(Path file) {
        try {
            return Files.readString(copy.folder().resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Neither their folder, nor their profile, nor a sentence about them. */
    @Test
    void nothingIsLeftOfTheMaintainers() throws IOException {
        assertThat(files()).noneMatch(file -> file.startsWith("maintenance"));
        assertThat(textsWith("maintenance|newbackend|bench|pitest|build-helper-maven-plugin"))
                .isEmpty();
        assertThat(text(Path.of("src/build/pom.xml"))).contains("<id>suite</id>", "<id>release</id>");
    }

    @Test
    void itsHistoryBegins() throws Exception {
        assertThat(copy.run(BOUND, "git", "log", "--all", "--format=%s").output())
                .isEqualTo("Begin %s\n".formatted(copy.to().title()));
        assertThat(copy.run(BOUND, "git", "status", "--porcelain").output()).isEmpty();
        assertThat(copy.run(BOUND, "git", "ls-files").output().lines()).hasSameSizeAs(files());
    }

    @Test
    void itsScriptsCanBeRun() {
        assertThat(copy.folder().resolve("mvnw")).isExecutable();
        assertThat(copy.folder().resolve(".ci/run")).isExecutable();
    }

    @Test
    void itIsCompiled() {
        String start = copy.to().rootPackage().replace('.', '/') + "/infrastructure/startup/CheckedStart";
        assertThat(copy.folder().resolve("target/classes/%s.class".formatted(start)))
                .exists();
        assertThat(copy.folder().resolve("target/test-classes/%sTest.class".formatted(start)))
                .exists();
    }

    @Test
    void peopleReadItsTitle() {
        assertThat(text(Path.of("README.md")))
                .startsWith("# %s\n".formatted(copy.to().title()));
        assertThat(text(Path.of("pom.xml")))
                .contains("  <name>%s</name>\n".formatted(copy.to().title()));
    }

    /** Their copy would be made beside the project. */
    @Test
    void acceptsTheNamesInTheReadme() throws IOException {
        List<String> words = MadeCopy.documented();
        assertThat(words).hasSize(4);
        assertThat(NewBackendTest.run("src", words.get(3)).err())
                .startsWith("no copy is made:%n  1. '%s' exists and is not an empty folder%n"
                        .formatted(Path.of("src").toAbsolutePath()));
    }

    @Test
    void refusesWhatTheProjectCallsSomethingElse() {
        NewBackendTest.Said said = NewBackendTest.run("src", "com.example:http-port");
        assertThat(said.exitCode()).isEqualTo(64);
        assertThat(said.err())
                .startsWith("no copy is made:\n  1. '")
                .contains("' is a word of this project, for example in ")
                .contains(": choose another name\n");
    }
}
