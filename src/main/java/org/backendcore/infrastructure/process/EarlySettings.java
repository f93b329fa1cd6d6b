package org.backendcore.infrastructure.process;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What must be known before there is a MicroProfile Config: the profile by which a server starts, and the format of its log. The WAR
 * checks both later, and refuses what is wrong with them.
 *
 * @param profile {@code mp.config.profile}; absent where nothing says it
 * @param format {@code log.format}; the same
 */
public record EarlySettings(Optional<String> profile, Optional<String> format) {
    private static final String DEV = "dev";
    private static final String TEXT = "text";
    private static final String JSON = "json";

    /** Those of this process. */
    public static EarlySettings ofThisProcess() {
        return of(System.getenv(), System.getProperty("mp.config.profile"));
    }

    /**
     * Those of an environment.
     *
     * @param profile the system property {@code mp.config.profile}, which is stronger
     */
    public static EarlySettings of(Map<String, String> environment, @Nullable String profile) {
        return new EarlySettings(
                Optional.ofNullable(profile).or(() -> Optional.ofNullable(environment.get("MP_CONFIG_PROFILE"))),
                // Empty, it is not set, to the scripts as well.
                Optional.ofNullable(environment.get("LOG_FORMAT")).filter(text -> !text.isEmpty()));
    }

    /** The key of the profile by which a server starts: of any but {@code dev}, {@code prod}. */
    public String startedAs() {
        return profile.filter(DEV::equals).orElse("prod");
    }

    /** Whether the log is JSON: unless it is text, which is also the default in {@code dev}. */
    public boolean logsJson() {
        return !format.orElseGet(() -> defaultFormat(startedAs())).equals(TEXT);
    }

    /** The default of {@code log.format} in a profile. */
    public static String defaultFormat(String profile) {
        return profile.equals(DEV) ? TEXT : JSON;
    }
}
