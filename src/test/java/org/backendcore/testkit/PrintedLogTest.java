package org.backendcore.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check that every server of the build goes through finds its targets. */
final class PrintedLogTest {
    private static final String RECORD =
            "{\"@timestamp\":\"2026-11-24T13:36:52.335Z\",\"log.level\":\"INFO\",\"message\":\"m\",\"log.logger\":\"l\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INFO: a text",
                "\tat java.base/java.lang.Thread.run(Thread.java:840)",
                "{\"@timestamp\":\"2026-11-24T13:36:52.335Z\",\"message\":\"\u001b\"}",
                "{\"@timestamp\":\"2026-11-24T13:36:52.335Z\",\"message\":\"m\",\"unknown\":\"x\"}",
                "{\"@timestamp\":\"2026-11-24T13:36:52.335Z\"}",
                "{\"@timestamp\":\"yesterday\",\"message\":\"m\"}",
                "{\"@timestamp\":\"2026-11-24T13:36:52.335Z\",\"message\":\"m\",\"log.level\":\"LOUD\",\"log.logger\":\"l\"}",
                "{\"@timestamp\":\"2026-11-24T13:36:52.335Z\",\"message\":\"m\",\"url.path\":\"/x?secret\"}",
                "{\"message\":\"m\"} {\"message\":\"m\"}"
            })
    void findsALineThatIsNoRecord(String line) {
        assertThatThrownBy(() ->
                        PrintedLog.of(RECORD + "\n" + line + "\n" + RECORD).assertThatEveryLineIsARecord())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not a record of the log");
    }

    @Test
    void findsItBehindAThreadDump() {
        assertThatThrownBy(() -> PrintedLog.of("Full thread dump OpenJDK\n  class space    used 1K\n\ntext\n")
                        .assertThatEveryLineIsARecord())
                .hasMessageContaining("not a record of the log: text");
    }

    @Test
    void findsNothingElse() {
        assertThatCode(() -> PrintedLog.of(
                                "\nPicked up JAVA_TOOL_OPTIONS: -Dx=y\nRuntime.exit(143) logging failed: \"m\" is null\n"
                                        + RECORD
                                        + "\n2026-11-24 13:00:00\nFull thread dump OpenJDK\n\n\"main\" #1\n" + RECORD
                                        + "\n\tat x\n\nHeap\n  class space    used 1K\n\n" + RECORD + "\n")
                        .assertThatEveryLineIsARecord())
                .doesNotThrowAnyException();
    }

    /** In JSON, in Payara Micro's text, and in Open Liberty's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"log.level\":\"SEVERE\",\"log.logger\":\"l\",\"message\":\"a request failed\",\"error.stack_trace\":\"x.Y: z\\n\\tat here\"}",
                "2026-11-24 13:36:52.335Z SEVERE  [l] a request failed\nx.Y: z\n\tat here",
                "[ERROR   ] a request failed\nx.Y: z\n\tat here"
            })
    void findsTheLastProblem(String problem) {
        String others = "2026-11-24 13:36:52.335Z INFO    [l] m\n[INFO    ] m\n" + RECORD + "\n";
        assertThat(PrintedLog.of(others).lastProblem()).isEmpty();
        assertThat(PrintedLog.of(problem.replace("request", "first") + "\n" + others + problem + "\n" + others)
                        .lastProblem())
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("a request failed", "at here")
                        .doesNotContain("first", " m", "[l] m"));
    }

    @Test
    void showsEachCauseOfIt() {
        String frames = "\\n\\tat here".repeat(100);
        assertThat(PrintedLog.of(
                                "{\"log.level\":\"SEVERE\",\"message\":\"m\",\"error.stack_trace\":\"a.B: c%1$s\\nCaused by: d.E: f%1$s\"}"
                                        .formatted(frames))
                        .lastProblem())
                .hasValueSatisfying(text ->
                        assertThat(text).contains("a.B: c", "Caused by: d.E: f").hasLineCount(19));
    }
}
