package org.backendcore.infrastructure.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings of the modules, in the order of their prefixes.
 *
 * @param groups the groups that are declared correctly
 * @param problems one sentence per mistake in the other groups; they prevent the start, but the build's tests find them
 *     first
 */
record ModuleSettings(List<SettingsGroup> groups, List<String> problems) {
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9]*");
    private static final Pattern REST = Pattern.compile("\\.[a-z][a-z0-9.-]*+(?<![.-])");

    /**
     * Prefixes of the baseline, of MicroProfile and of the servers, and the first words of the JVM's system properties,
     * which are a source as well.
     */
    private static final Set<String> TAKEN = Set.of(
            ("app db http https log mp secret secrets config smallrye otel wlp server payara fish kubernetes java javax jakarta jdk sun native"
                            + " user file path os line stdout stderr stdin awt net ftp socks com org io")
                    .split(" ", -1));

    private static final Set<String> SECRET_TYPES = Set.of("secret", "list of secrets");

    /** The settings of this application's modules. */
    static ModuleSettings installed() {
        List<SettingsGroup> groups = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Iterator<SettingsGroup> found = ServiceLoader.load(SettingsGroup.class, ModuleSettings.class.getClassLoader())
                .iterator();
        boolean more = true;
        while (more) {
            try {
                more = found.hasNext();
                if (more) {
                    groups.add(found.next());
                }
            } catch (ServiceConfigurationError | LinkageError broken) {
                problems.add("a settings group cannot be loaded: " + broken);
                more = broken instanceof ServiceConfigurationError;
            }
        }
        ModuleSettings modules = of(groups);
        problems.addAll(modules.problems());
        return new ModuleSettings(modules.groups(), List.copyOf(problems));
    }

    static ModuleSettings of(List<SettingsGroup> groups) {
        List<SettingsGroup> right = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (SettingsGroup group : groups) {
            List<String> mistakes = Stream.concat(
                            mistakes(group).stream(),
                            group.settings().stream()
                                    .filter(setting -> !names.add(setting.environmentName()))
                                    .map(setting -> "declares '%s' twice".formatted(setting.key())))
                    .toList();
            if (mistakes.isEmpty()) {
                right.add(group);
            }
            mistakes.forEach(mistake -> problems.add(
                    "the settings group %s %s".formatted(group.getClass().getName(), mistake)));
        }
        right.sort(Comparator.comparing(SettingsGroup::prefix));
        return new ModuleSettings(List.copyOf(right), List.copyOf(problems));
    }

    private static List<String> mistakes(SettingsGroup group) {
        String prefix = group.prefix();
        List<String> mistakes = new ArrayList<>();
        if (!PREFIX.matcher(prefix).matches() || TAKEN.contains(prefix)) {
            mistakes.add("has the prefix '%s', which is reserved or does not consist of lower-case letters and digits"
                    .formatted(prefix));
        }
        for (Setting<?> setting : group.settings()) {
            String key = setting.key();
            if (!key.startsWith(prefix)
                    || !REST.matcher(key.substring(prefix.length())).matches()) {
                mistakes.add(
                        "declares '%s', which is not its prefix '%s' followed by '.' and lower-case letters, digits and '-'"
                                .formatted(key, prefix));
            }
            if (setting.secret() && !setting.defaults().isEmpty()) {
                mistakes.add("gives the secret '%s' a default, which anyone could read".formatted(key));
            }
            if (!setting.secret() && SECRET_TYPES.contains(setting.prodRule().type())) {
                mistakes.add("declares '%s' with a rule for secrets, but without asSecret()".formatted(key));
            }
            for (Profile profile : Profile.values()) {
                mistakes.addAll(mistakes(setting, profile));
            }
        }
        return mistakes;
    }

    private static List<String> mistakes(Setting<?> setting, Profile profile) {
        boolean required = setting.required().contains(profile);
        Rule<?> rule = setting.rule(profile);
        Optional<String> standard = setting.defaultIn(profile);
        List<String> mistakes = new ArrayList<>();
        if (standard.filter(value -> rule.parse(value).isEmpty()).isPresent()) {
            mistakes.add("gives '%s' an invalid default in %s".formatted(setting.key(), profile.key()));
        }
        if (required && standard.isPresent()) {
            mistakes.add("requires '%s' in %s, but gives it a default there".formatted(setting.key(), profile.key()));
        }
        if (required && !setting.secret() && rule.parse(setting.example()).isEmpty()) {
            mistakes.add("gives '%s' an invalid example".formatted(setting.key()));
        }
        return mistakes;
    }

    List<Setting<?>> settings() {
        return groups.stream()
                .<Setting<?>>flatMap(group -> group.settings().stream())
                .toList();
    }

    List<String> prefixes() {
        return groups.stream().map(SettingsGroup::prefix).toList();
    }
}
