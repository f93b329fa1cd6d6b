package org.backendcore.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backendcore.servers.Command.Ended;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * One copy for all, which its own Maven has formatted and compiled, beside other tests. That it passes its tests, too: {@link
 * VerifiedCopyIT}.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
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
        Pattern pattern = Pattern.compile("(?i)" + (name.contains(".") ? name : "\\b" + name + "\\b"));
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

    @Test
    void everythingWrongIsSaidAtOnce() throws Exception {
        Ended ended = MadeCopy.command(copy.folder().toString(), "com..example:server", "com.example.new");
        assertThat(ended.exitCode()).isEqualTo(64);
        assertThat(ended.output()).isEqualTo("""
                no copy is made:
                  1. the group 'com..example' must be names with dots between them, such as 'com.example'
                  2. the package 'com.example.new' must be two or more lower-case names with dots between them, none a word of Java
                  3. '%s' is there, and is not an empty folder
                """.formatted(copy.folder()));
    }

    /** Its command would make a copy beside the project. */
    @Test
    void theNamesInTheReadmeAreAccepted() throws Exception {
        List<String> words = MadeCopy.documented();
        Ended ended = MadeCopy.command(copy.folder().toString(), words.get(3));
        assertThat(words).hasSize(4);
        assertThat(ended.output())
                .isEqualTo(
                        "no copy is made:%n  1. '%s' is there, and is not an empty folder%n".formatted(copy.folder()));
    }

    @Test
    void aWordOfTheProjectIsNoName() throws Exception {
        Ended ended = MadeCopy.command("target/no-copy", "com.example:settings");
        assertThat(ended.exitCode()).isEqualTo(64);
        assertThat(ended.output())
                .startsWith("no copy is made:\n  1. 'settings' is a word of this project, for example in ")
                .endsWith(": choose another name\n")
                .hasLineCount(2);
        assertThat(Path.of("target/no-copy")).doesNotExist();
    }

    @Test
    void saysHowItIsUsed() throws Exception {
        Ended ended = MadeCopy.command("../somewhere");
        assertThat(ended.exitCode()).isEqualTo(64);
        assertThat(ended.output())
                .startsWith("Usage: java src/test/java/%s.java TARGET GROUP:ARTIFACT [PACKAGE [TITLE]]\n"
                        .formatted(NewBackend.class.getName().replace('.', '/')));
        assertThat(MadeCopy.command("../somewhere", "com.example")).isEqualTo(ended);
        assertThat(MadeCopy.command("--help")).isEqualTo(new Ended(0, ended.output()));
    }
}
