package org.backendcore.infrastructure.settings;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings of the modules, in the order of their prefixes. */
record ModuleSettings(List<SettingsGroup> groups) {
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9]*");
    private static final Pattern REST = Pattern.compile("\\.[a-z][a-z0-9.-]*+(?<![.-])");

    /** Of the baseline, of MicroProfile and the JVM, or of what sets variables for others. */
    private static final Set<String> TAKEN = Set.of(
            "app",
            "db",
            "http",
            "https",
            "log",
            "mp",
            "secret",
            "secrets",
            "config",
            "otel",
            "java",
            "jdk",
            "kubernetes",
            "wlp");

    /**
     * Of this application.
     *
     * @throws IllegalStateException when one of them is declared wrongly; the tests of the build find that first
     */
    static ModuleSettings installed() {
        return of(ServiceLoader.load(SettingsGroup.class, ModuleSettings.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    static ModuleSettings of(List<SettingsGroup> groups) {
        Set<String> names = new HashSet<>();
        for (SettingsGroup group : groups) {
            require(
                    PREFIX.matcher(group.prefix()).matches() && !TAKEN.contains(group.prefix()),
                    group,
                    "has the prefix '%s', which is somebody else's, or not of small letters".formatted(group.prefix()));
            for (Setting<?> setting : group.settings()) {
                String key = setting.key();
                require(
                        key.startsWith(group.prefix())
                                && REST.matcher(key.substring(group.prefix().length()))
                                        .matches(),
                        group,
                        "has '%s', which is not its prefix '%s' with '.' and small letters, digits and '-'"
                                .formatted(key, group.prefix()));
                require(names.add(setting.environmentName()), group, "has '%s', which is there before".formatted(key));
                for (Profile profile : Profile.values()) {
                    setting.defaultIn(profile)
                            .ifPresent(value -> require(
                                    setting.rule(profile).parse(value).isPresent(),
                                    group,
                                    "has '%s' with a default that breaks its rule".formatted(key)));
                }
                require(
                        !setting.secret() || setting.defaults().isEmpty(),
                        group,
                        "has the secret '%s' with a default, which everybody could read".formatted(key));
            }
        }
        return new ModuleSettings(groups.stream()
                .sorted(Comparator.comparing(SettingsGroup::prefix))
                .toList());
    }

    List<Setting<?>> settings() {
        return groups.stream()
                .<Setting<?>>flatMap(group -> group.settings().stream())
                .toList();
    }

    List<String> prefixes() {
        return groups.stream().map(SettingsGroup::prefix).toList();
    }

    private static void require(boolean condition, SettingsGroup group, String otherwise) {
        if (!condition) {
            throw new IllegalStateException("%s %s".formatted(group.getClass().getName(), otherwise));
        }
    }
}
