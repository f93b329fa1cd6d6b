package org.backendcore.infrastructure.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings of an overlay in {@code server-config/kubernetes}, which become its ConfigMap. */
final class ConfigMapFile {
    private static final String HEAD = """
            # The settings of the profile '%s' that are not secrets. Change the values; GeneratedFilesTest writes the rest from the settings
            # catalogue. Settings that are commented out show their default, or have none; docs/settings.md has the details.
            """;

    /**
     * Secrets are files; the manifests contain their directory and the migration account; a process that cannot start
     * must end, and is restarted.
     */
    private static final Set<Setting<?>> ELSEWHERE =
            Set.of(Catalogue.MIGRATE_USER, Catalogue.SECRETS_DIRECTORY, Catalogue.EXIT_ON_FAILURE);

    private ConfigMapFile() {}

    /** With the file's current values. */
    static String of(Path file) throws IOException {
        Map<String, String> given = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        Profile profile = "prod".equals(given.get(Catalogue.PROFILE.environmentName())) ? Profile.PROD : Profile.DEV;
        return HEAD.formatted(profile.key())
                + Catalogue.ALL.stream()
                        .filter(setting -> !setting.secret() && !ELSEWHERE.contains(setting))
                        .map(setting -> lines(setting, profile, given))
                        .collect(Collectors.joining());
    }

    private static String lines(Setting<?> setting, Profile profile, Map<String, String> given) {
        String name = setting.environmentName();
        String required = setting.required().contains(profile) ? " Required." : "";
        String sample = setting.required().contains(profile) ? setting.example() : "";
        String value = given.getOrDefault(name, sample);
        String line = given.containsKey(name) || !sample.isEmpty()
                ? "%s=%s".formatted(name, value)
                : "#%s=%s".formatted(name, setting.defaultIn(profile).orElse(""));
        return "\n# %s%s\n%s\n".formatted(setting.description(), required, line);
    }
}
