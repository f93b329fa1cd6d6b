package org.backendcore.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cases in which it makes no copy. */
@Tag("copy")
final class NewBackendTest {
    private static final String FILE =
            "maintenance/java/%s.java".formatted(NewBackend.class.getName().replace('.', '/'));

    /** Its output and its exit code. */
    record Said(int exitCode, String out, String err) {}

    static Said run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = NewBackend.run(
                Path.of(FILE).toAbsolutePath(),
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Said(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void printsItsUsage() {
        Said said = run("../somewhere");
        assertThat(said.exitCode()).isEqualTo(64);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).startsWith("Usage: java %s TARGET GROUP:ARTIFACT [PACKAGE [TITLE]]\n".formatted(FILE));
        assertThat(run("../somewhere", "com.example")).isEqualTo(said);
        assertThat(run("--help")).isEqualTo(new Said(0, said.err(), ""));
    }

    @Test
    void reportsAllProblemsAtOnce() {
        Said said = run("src", "com..example:white-rabbit", "com.example.new");
        assertThat(said.exitCode()).isEqualTo(64);
        assertThat(said.err()).startsWith("""
                        no copy is made:
                          1. the group 'com..example' must be names with dots between them, such as 'com.example'
                          2. the package 'com.example.new' must be two or more lower-case names with dots between them, none a word of Java
                          3. '%s' exists and is not an empty folder
                        """.formatted(Path.of("src").toAbsolutePath()));
    }
}
