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

            Every setting is checked when the application starts, all of them before anything else. What is wrong is said at once in
            one numbered report, never with a part of a secret, and the start ends with the exit code 78.
            `bin/backend-core check` says the same without starting anything, and `bin/backend-core settings` lists every setting with
            its source.

            ## Where they come from

            The last one in this list that has a value wins, on both servers:

            1. the defaults in the WAR, below;
            2. its defaults of the profile;
            3. the environment: `DB_URL`;
            4. system properties: `-Ddb.url=...`, for example by `JDK_JAVA_OPTIONS`;
            5. secret files: the file `db.url` in the folder that `SECRETS_DIR` names. A line break at the end is ignored, and so are files
               whose names begin with a dot, such as Kubernetes' `..data`.

            Values are taken as they are: nothing expands `${...}`. An empty value hides weaker ones: it means "none" where a setting is
            optional and has no default, and is a problem elsewhere. In `prod`, secrets come from the environment or from files only, because a
            system property stands in the list of processes. Some are needed before there are other sources; each table below says where a
            setting can come from.

            A name that begins with %s, is unknown and close to one of these is taken for a typing error and
            refused, and so is what is close to `MP_CONFIG_PROFILE` or `SECRETS_DIR`. Other unknown ones are a warning. What Kubernetes sets for its services and `HTTP_PROXY` and its kin are neither.

            ## All of them

            Checked, but not used yet: `app.secret-key`, `app.secret-key-fallbacks`.

            """;

    private static final String EXAMPLE = """
            # Written from the settings catalogue by GeneratedFilesTest; docs/settings.md says more.
            # NAME=value, no quotes, as systemd's EnvironmentFile and `docker --env-file` read them. Nothing reads a .env file by itself; a
            # shell that does needs quotes around values with special characters. What is commented out shows its default, or has none.
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
                dev.equals(prod) ? "" : prod.map(" In prod %s."::formatted).orElse("");
        String name = setting.environmentName();
        String given = dev.orElse(setting.example());
        String line = setting.equals(Catalogue.PROFILE) ? name + "=dev" : "#%s=%s".formatted(name, given);
        return "\n# %s%s%s\n%s\n".formatted(setting.description(), required, differs, line);
    }
}
