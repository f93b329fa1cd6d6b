package org.backendcore.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.backendcore.infrastructure.process.ExitCode;
import org.jspecify.annotations.Nullable;

/** Detects values that would end Payara Micro before the WAR, which rejects them, is loaded. */
final class SourceOrder {
    /**
     * Payara Micro 7.2026.11 reads it from both sources, and ends with a stack trace if it is not a number; the WAR
     * rejects any value.
     */
    private static final String ORDINAL = "config_ordinal";

    private SourceOrder() {}

    /** With the same message as in the WAR's report. */
    static void requireReadableOrdinals() throws ServerException {
        List<String> problems = new ArrayList<>();
        if (isNoNumber(System.getenv(ORDINAL))) {
            problems.add("the environment variable " + ORDINAL);
        }
        if (isNoNumber(System.getProperty(ORDINAL))) {
            problems.add("the system property " + ORDINAL);
        }
        if (!problems.isEmpty()) {
            throw ServerException.refused(
                    ExitCode.CONFIGURATION,
                    IntStream.range(0, problems.size())
                            .mapToObj(index ->
                                    "%n  %s. %s would change the configuration sources, which are fixed: remove it"
                                            .formatted(index + 1, problems.get(index)))
                            .collect(Collectors.joining("", "the settings are invalid:", "")));
        }
    }

    private static boolean isNoNumber(@Nullable String value) {
        return value != null && !value.matches("-?[0-9]{1,9}");
    }
}
