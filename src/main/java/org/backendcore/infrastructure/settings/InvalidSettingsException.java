package org.backendcore.infrastructure.settings;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All that is wrong with the settings, one numbered line a problem. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidSettingsException(List<String> problems) {
        super(report(problems));
    }

    private static String report(List<String> problems) {
        return IntStream.range(0, problems.size())
                .mapToObj(index -> "%n  %d. %s".formatted(index + 1, problems.get(index)))
                .collect(Collectors.joining("", "the settings are wrong:", ""));
    }
}
