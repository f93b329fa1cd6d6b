package org.backendcore.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the launcher must know before there is a MicroProfile Config; the WAR checks it later. */
final class EarlySettings {
    /** Payara Micro 7.2026.11 reads it from both, and ends with a stack trace where it is no number; the WAR refuses any. */
    private static final String ORDINAL = "config_ordinal";

    private EarlySettings() {}

    /** In the words of the WAR's report. */
    static void requireReadableOrdinals() throws ServerException {
        List<String> problems = new ArrayList<>();
        if (isNoNumber(System.getenv(ORDINAL))) {
            problems.add("the environment variable " + ORDINAL);
        }
        if (isNoNumber(System.getProperty(ORDINAL))) {
            problems.add("the system property " + ORDINAL);
        }
        if (!problems.isEmpty()) {
            throw ServerException.wrongSettings(IntStream.range(0, problems.size())
                    .mapToObj(index -> "%n  %s. %s would change where settings come from, which is fixed: remove it"
                            .formatted(index + 1, problems.get(index)))
                    .collect(Collectors.joining("", "the settings are wrong:", "")));
        }
    }

    private static boolean isNoNumber(@Nullable String value) {
        return value != null && !value.matches("-?[0-9]{1,9}");
    }

    /** {@code log.format}; its default is that of the profile. */
    static boolean logsJson() {
        String standard = profile().equals("dev") ? "text" : "json";
        return !Optional.ofNullable(System.getenv("LOG_FORMAT"))
                .orElse(standard)
                .equals("text");
    }

    /** Any profile but dev starts as prod does, and the WAR refuses the unknown ones. */
    static String profile() {
        String profile = Optional.ofNullable(System.getProperty("mp.config.profile"))
                .or(() -> Optional.ofNullable(System.getenv("MP_CONFIG_PROFILE")))
                .orElse("");
        return profile.equals("dev") ? profile : "prod";
    }
}
