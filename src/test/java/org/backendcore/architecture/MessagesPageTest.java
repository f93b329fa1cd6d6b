package org.backendcore.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An operator searches {@code docs/operations/when-something-is-wrong.md} for a message: it must have the words of the code. */
final class MessagesPageTest {
    private static final Path PAGE = Path.of("docs/operations/when-something-is-wrong.md");

    /** Messages of the JVM, of the servers and of PostgreSQL's driver; and the section that has only Liberty's. */
    private static final Pattern FOREIGN = Pattern.compile(
            "(?s)Exception (?:during|while) |Payara Micro STOPPED|connection leak detected|prepared statement|already exists");

    private static final Pattern FOREIGN_SECTION = Pattern.compile("(?s)\n## Open Liberty\n.*?(?=\n## )");

    /** Where the code puts a message together, or inserts a value. */
    private static final Pattern JOINT =
            Pattern.compile("\\.\\.\\.|\\(SQLSTATE \\w+\\)|[;:,](?: but| which| and)? |[()']");

    private static final int WORDS = 10;

    @Test
    void hasTheWordsOfTheCode() throws IOException {
        String sources = sources();
        List<String> unknown = parts(Files.readString(PAGE))
                .filter(part -> !sources.contains(part))
                .toList();
        assertThat(unknown).as("parts of messages that no source has").isEmpty();
        assertThat(parts(Files.readString(PAGE))).hasSizeGreaterThan(100);
    }

    @Test
    void noticesOtherWords() throws IOException {
        assertThat(parts("| `the settings are wrong: ...` | it means |\n"))
                .containsExactly("the settings are wrong")
                .noneMatch(sources()::contains);
    }

    /** The fixed parts of the messages in the first column of the tables. */
    private static Stream<String> parts(String page) {
        return Documents.matches(
                        "(?m)^\\| (`.*?) \\| ", FOREIGN_SECTION.matcher(page).replaceAll(""))
                .flatMap(row -> Documents.matches("`([^`]+)`", row.group(1)))
                .map(message -> message.group(1))
                .filter(message -> !FOREIGN.matcher(message).lookingAt())
                .flatMap(JOINT::splitAsStream)
                .map(String::strip)
                .filter(part -> part.length() >= WORDS);
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            return files.filter(file -> file.toString().matches(".*\\.java|.*/bin/[^/]*"))
                    .map(MessagesPageTest::text)
                    .collect(Collectors.joining("\n"))
                    .replaceAll("\"\\s*\\+\\s*\"", "");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
