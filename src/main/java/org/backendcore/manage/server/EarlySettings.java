package org.backendcore.manage.server;

import java.util.Optional;

/** What the launcher must know before there is a MicroProfile Config; the WAR checks it later. */
final class EarlySettings {
    private EarlySettings() {}

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
