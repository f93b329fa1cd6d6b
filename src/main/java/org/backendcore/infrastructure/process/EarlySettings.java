package org.backendcore.infrastructure.process;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings that are needed before MicroProfile Config is available: the profile of a server's start and its log
 * format. The WAR checks both later and rejects invalid values.
 *
 * @param profile {@code mp.config.profile}; absent if it is not set
 * @param format {@code log.format}; absent if it is not set
 */
public record EarlySettings(Optional<String> profile, Optional<String> format) {
    private static final String DEV = "dev";
    private static final String TEXT = "text";
    private static final String JSON = "json";

    /** The settings of this process. */
    public static EarlySettings ofThisProcess() {
        return of(System.getenv(), System.getProperty("mp.config.profile"));
    }

    /**
     * The settings of an environment.
     *
     * @param profile the system property {@code mp.config.profile}, which takes precedence
     */
    public static EarlySettings of(Map<String, String> environment, @Nullable String profile) {
        return new EarlySettings(
                Optional.ofNullable(profile).or(() -> Optional.ofNullable(environment.get("MP_CONFIG_PROFILE"))),
                // An empty value counts as not set, in the scripts as well.
                Optional.ofNullable(environment.get("LOG_FORMAT")).filter(text -> !text.isEmpty()));
    }

    /** The key of the profile that a server starts with: {@code prod} for every profile except {@code dev}. */
    public String startedAs() {
        return profile.filter(DEV::equals).orElse("prod");
    }

    /** Whether the log is JSON: always, unless it is set to text or defaults to text, as in {@code dev}. */
    public boolean logsJson() {
        return !format.orElseGet(() -> defaultFormat(startedAs())).equals(TEXT);
    }

    /** The default of {@code log.format} in a profile. */
    public static String defaultFormat(String profile) {
        return profile.equals(DEV) ? TEXT : JSON;
    }
}
