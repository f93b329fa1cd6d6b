package org.backendcore.infrastructure.settings;

import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The WAR's default files. */
final class DefaultsFile {
    private static final String HEAD = "# Written from the settings catalogue by GeneratedFilesTest.\n";

    private DefaultsFile() {}

    static String ofEveryProfile() {
        return HEAD + "# Defaults of every profile.\n" + lines(DefaultsFile::sameInEveryProfile, Profile.PROD);
    }

    static String of(Profile profile) {
        return HEAD
                + "# Defaults of the profile '%s' (MP_CONFIG_PROFILE=%s).\n".formatted(profile.key(), profile.key())
                + lines(setting -> !sameInEveryProfile(setting), profile);
    }

    private static boolean sameInEveryProfile(Setting<?> setting) {
        return setting.defaultIn(Profile.DEV).equals(setting.defaultIn(Profile.PROD));
    }

    private static String lines(Predicate<Setting<?>> which, Profile profile) {
        return Catalogue.ALL.stream()
                .filter(which)
                .flatMap(setting -> setting
                        .defaultIn(profile)
                        .map(value -> "\n# %s\n%s=%s\n".formatted(setting.description(), setting.key(), value))
                        .stream())
                .collect(Collectors.joining());
    }
}
