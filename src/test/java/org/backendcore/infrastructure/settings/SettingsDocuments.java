package org.backendcore.infrastructure.settings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The catalogue's documents for operators. */
final class SettingsDocuments {
    private static final String PAGE = """
            # Settings

            <!-- Written from the settings catalogue by GeneratedFilesTest. -->

            The application checks all settings when it starts, before anything else.
            It reports all problems at once, in one numbered report that never contains any part of a secret, and the start ends with the exit code 78.
            `bin/backend-core check` prints the same report without starting anything, and `bin/backend-core settings` lists every setting with its source.

            ## Sources

            On both servers, the last source in this list that has a value wins:

            1. the defaults in the WAR, below;
            2. the WAR's defaults of the profile;
            3. the environment: `DB_URL`;
            4. system properties: `-Ddb.url=...`, for example in `JDK_JAVA_OPTIONS`;
            5. secret files: the file `db.url` in the directory that `SECRETS_DIR` names.

            A line break at the end of a secret file is ignored, and so are files whose names begin with a dot, such as Kubernetes' `..data`.

            Values are used as they are: nothing expands `${...}`.
            An empty value hides those of weaker sources: it means "none" if a setting is optional and has no default, and is a problem otherwise.
            In `prod`, secrets are read only from the environment or from files, because system properties are visible in the list of processes.
            Some settings are needed before other sources are available; each table below lists the sources of a setting.

            An unknown name that begins with %s and is close to the name of a setting is regarded as a typing error and rejected.
            So is a name that is close to `MP_CONFIG_PROFILE` or `SECRETS_DIR`.
            Any other unknown name with one of these prefixes causes a warning.
            The variables that Kubernetes sets for its services, and `HTTP_PROXY` and its kin, cause neither.

            ## Reference

            `app.secret-key` and `app.secret-key-fallbacks` are checked, but not used yet.

            """;

    private static final String EXAMPLE = """
            # Written from the settings catalogue by GeneratedFilesTest; docs/settings.md has the details.
            # NAME=value without quotes, as systemd's EnvironmentFile and `docker --env-file` read it. Nothing reads a .env file by itself; a shell
            # that reads it needs quotes around values with special characters. Settings that are commented out show their default, or have none.
            """;

    private SettingsDocuments() {}

    static String page() {
        return PAGE.formatted(prefixes())
                + Catalogue.ALL.stream().map(SettingsDocuments::section).collect(Collectors.joining("\n"));
    }

    static String environmentExample() {
        return EXAMPLE + Catalogue.ALL.stream().map(SettingsDocuments::example).collect(Collectors.joining());
    }

    private static String prefixes() {
        List<String> prefixes = Stream.concat(
                        Stream.of("APP", "DB", "HTTP"),
                        Catalogue.MODULES.prefixes().stream().map(Setting::environmentName))
                .map("`%s_`"::formatted)
                .toList();
        return String.join(", ", prefixes) + " or `LOG_`";
    }

    private static String section(Setting<?> setting) {
        return """
                ### %s

                `%s`. %s

                | | dev | prod |
                |---|---|---|
                | default | %s | %s |
                | %s | %s | %s |
                | from | %s | %s |
                """.formatted(
                        setting.key(),
                        setting.environmentName(),
                        setting.description(),
                        value(setting, Profile.DEV),
                        value(setting, Profile.PROD),
                        setting.rule(Profile.PROD).type(),
                        setting.rule(Profile.DEV).words(),
                        setting.rule(Profile.PROD).words(),
                        SettingsCheck.places(setting, Profile.DEV),
                        SettingsCheck.places(setting, Profile.PROD));
    }

    private static String value(Setting<?> setting, Profile profile) {
        if (setting.required().contains(profile)) {
            return setting.example().isEmpty()
                    ? "**required**"
                    : "**required**, for example `%s`".formatted(setting.example());
        }
        return setting.defaultIn(profile).map("`%s`"::formatted).orElse("none");
    }

    /** With the values of dev, the profile of the file. */
    private static String example(Setting<?> setting) {
        Optional<String> dev = setting.defaultIn(Profile.DEV);
        Optional<String> prod = setting.defaultIn(Profile.PROD);
        String required = "";
        if (setting.required().contains(Profile.PROD)) {
            required = setting.required().contains(Profile.DEV) ? " Required." : " Required in prod.";
        }
        String differs =
                dev.equals(prod) ? "" : prod.map(" In prod: %s."::formatted).orElse("");
        String name = setting.environmentName();
        String given = dev.orElse(setting.example());
        String line = setting.equals(Catalogue.PROFILE) ? name + "=dev" : "#%s=%s".formatted(name, given);
        return "\n# %s%s%s\n%s\n".formatted(setting.description(), required, differs, line);
    }
}
