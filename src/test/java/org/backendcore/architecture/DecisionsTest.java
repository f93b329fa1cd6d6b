package org.backendcore.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decisions have one form and one number each, and the index of their folder lists them as they are. */
final class DecisionsTest {
    private static final String INDEX = "README.md";

    private static final Pattern FORM = Pattern.compile(
            "# (?<number>\\d+)\\. (?<title>.+)\\n\\nDate: (?<date>\\d{4}-\\d{2}-\\d{2})\\n\\nStatus: (?<status>.+)\\n\\n(?<sections>## [\\s\\S]+)");

    /** @param sections by their headings, in their order */
    private record Decision(Path file, int number, String title, String date, String status, String sections) {
        static Decision read(Path file) throws IOException {
            Matcher form = FORM.matcher(Files.readString(file));
            assertThat(form.matches())
                    .as("%s begins with '# 1. Title', 'Date: 2000-01-31' and 'Status: Accepted'", file)
                    .isTrue();
            return new Decision(
                    file,
                    Integer.parseInt(form.group("number")),
                    form.group("title"),
                    form.group("date"),
                    form.group("status"),
                    form.group("sections"));
        }

        String row() {
            return String.format(
                    Locale.ROOT, "| %04d | [%s](%s) | %s | %s |", number, title, file.getFileName(), date, status);
        }
    }

    /** Every folder of that name. */
    static List<Path> folders() throws IOException {
        return Documents.all().stream()
                .map(Path::getParent)
                .filter(folder -> folder != null && folder.endsWith("adr"))
                .distinct()
                .toList();
    }

    private static List<Decision> decisions(Path folder) throws IOException {
        List<Decision> decisions = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(file -> !file.endsWith(INDEX)).sorted().toList()) {
                decisions.add(Decision.read(file));
            }
        }
        return decisions;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("folders")
    void areListedAsTheyAre(Path folder) throws IOException {
        assertThat(Documents.matches("(?m)^\\| \\d{4} \\|.*$", Files.readString(folder.resolve(INDEX)))
                        .map(MatchResult::group))
                .as("rows of %s", folder.resolve(INDEX))
                .containsExactlyElementsOf(
                        decisions(folder).stream().map(Decision::row).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("folders")
    void haveNumbersWithoutAGap(Path folder) throws IOException {
        List<Decision> decisions = decisions(folder);
        assertThat(decisions).isNotEmpty();
        for (int index = 0; index < decisions.size(); index++) {
            Decision decision = decisions.get(index);
            assertThat(decision.number()).as("%s", decision.file()).isEqualTo(index + 1);
            assertThat(decision.file().getFileName().toString())
                    .matches(String.format(Locale.ROOT, "%04d(-[a-z0-9]+)+\\.md", index + 1));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("folders")
    void haveAContextADecisionAndConsequences(Path folder) throws IOException {
        for (Decision decision : decisions(folder)) {
            assertThat(Documents.matches("(?m)^## (.+)\\n(\\n[^#\\s])?", decision.sections())
                            .map(heading -> heading.group(1) + (heading.group(2) == null ? " without text" : "")))
                    .as("%s", decision.file())
                    .containsExactly("Context", "Decision", "Consequences");
        }
    }
}
