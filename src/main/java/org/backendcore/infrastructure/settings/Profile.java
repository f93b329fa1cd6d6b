package org.backendcore.infrastructure.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The profiles that {@code mp.config.profile} selects (MicroProfile Config 3.1, section 6). */
public enum Profile {
    DEV,
    PROD;

    /** The name in lower case, as an operator writes it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The profile of that name, spelled exactly. */
    public static Optional<Profile> named(String key) {
        return Arrays.stream(values())
                .filter(profile -> profile.key().equals(key))
                .findFirst();
    }
}
