package org.backendcore.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The code in docs/next-steps.md is in the files that {@link FirstModuleIT} runs; {@code // ...} marks omissions. */
@Tag("module")
final class RecipesTest {
    private static final Path DOCUMENT = Path.of("docs/next-steps.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(?:java|sql|xml)\\n(.*?)^ *```");

    @Test
    void areLinesOfTheModules() throws IOException {
        List<String> files = files();
        List<String> parts = BLOCK.matcher(Files.readString(DOCUMENT))
                .results()
                .flatMap(block -> Stream.of(block.group(1).split("\n *// \\.\\.\\.\n|\n\n")))
                .map(RecipesTest::withoutIndents)
                .toList();
        assertThat(parts).isNotEmpty().allSatisfy(part -> assertThat(files).anyMatch(file -> file.contains(part)));
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("maintenance/orders"))) {
            return all.filter(Files::isRegularFile)
                    .map(RecipesTest::text)
                    .map(RecipesTest::withoutIndents)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static String withoutIndents(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
