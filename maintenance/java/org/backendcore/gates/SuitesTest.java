package org.backendcore.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A test in this folder without a suite would never run, nor would a suite that is not documented. */
@Tag("gates")
final class SuitesTest {
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"([^\"]+)\"\\)");

    @Test
    void everyTestHasASuite() throws IOException {
        assertThat(tests())
                .isNotEmpty()
                .allSatisfy(test ->
                        assertThat(Files.readString(test)).as("%s", test).containsPattern(TAG));
    }

    @Test
    void everySuiteIsRunBySomebody() throws IOException {
        Map<String, String> runBy = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|.*\\| ([^|]+) \\|$")
                .matcher(Files.readString(Path.of("maintenance/README.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
        assertThat(runBy.keySet()).isEqualTo(suites());
        Matcher run = Pattern.compile("-Dsuite='(.*)'").matcher(Files.readString(Path.of(".ci/run")));
        assertThat(run.find()).isTrue();
        assertThat(run.group(1).split(" \\| "))
                .containsExactlyInAnyOrderElementsOf(runBy.entrySet().stream()
                        .filter(suite -> suite.getValue().equals("`.ci/run`"))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    private static Set<String> suites() throws IOException {
        Set<String> suites = new HashSet<>();
        for (Path test : tests()) {
            TAG.matcher(Files.readString(test)).results().forEach(tag -> suites.add(tag.group(1)));
        }
        return suites;
    }

    private static Set<Path> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("maintenance/java"))) {
            return files.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                    .collect(Collectors.toSet());
        }
    }
}
