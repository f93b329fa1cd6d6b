package org.backendcore.testkit;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backendcore.infrastructure.settings.Profile;
import org.backendcore.infrastructure.settings.Setting;
import org.backendcore.infrastructure.settings.SettingsGroup;

/** Values for the modules' settings that a start in prod requires. */
public final class ModuleSamples {
    private ModuleSamples() {}

    /**
     * The settings that are required in prod, by their keys: the examples in their declarations, and secrets that are
     * created here.
     */
    public static Map<String, String> byKey() {
        return required().collect(Collectors.toMap(Setting::key, ModuleSamples::value));
    }

    /** The same by environment variable. */
    public static Map<String, String> byVariable() {
        return required().collect(Collectors.toMap(Setting::environmentName, ModuleSamples::value));
    }

    /** The secrets among them, by environment variable. */
    public static Map<String, String> secrets() {
        return required()
                .filter(Setting::secret)
                .collect(Collectors.toMap(Setting::environmentName, ModuleSamples::value));
    }

    static Stream<String> secretKeys() {
        return settings().filter(Setting::secret).map(Setting::key);
    }

    private static String value(Setting<?> setting) {
        return setting.secret() ? Canary.password() : setting.example();
    }

    private static Stream<Setting<?>> required() {
        return settings().filter(setting -> setting.required().contains(Profile.PROD));
    }

    private static Stream<Setting<?>> settings() {
        return ServiceLoader.load(SettingsGroup.class).stream().flatMap(group -> group.get().settings().stream());
    }
}
