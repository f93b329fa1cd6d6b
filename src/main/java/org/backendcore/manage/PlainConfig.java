package org.backendcore.manage;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.backendcore.infrastructure.settings.Profile;
import org.backendcore.infrastructure.settings.SecretFiles;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * MicroProfile Config on a plain JVM, with the sources that the servers have.
 *
 * @param environment the environment variables
 * @param properties the system properties
 */
record PlainConfig(Map<String, String> environment, Map<String, String> properties) {
    /** The ordinals of MicroProfile Config 3.1, section 4.1. */
    private static final int SYSTEM_PROPERTIES = 400;

    private static final int ENVIRONMENT = 300;
    private static final int WAR_PROFILE = 101;
    private static final int WAR = 100;

    Config config() {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withSources(
                        new SecretFiles(environment),
                        new PropertiesConfigSource(properties, "system properties", SYSTEM_PROPERTIES),
                        new Environment(environment),
                        file("META-INF/microprofile-config.properties", WAR));
        String profile =
                properties.getOrDefault("mp.config.profile", environment.getOrDefault("MP_CONFIG_PROFILE", ""));
        if (Profile.named(profile).isPresent()) {
            builder.withSources(file("META-INF/microprofile-config-%s.properties".formatted(profile), WAR_PROFILE));
        }
        return builder.build();
    }

    private static PropertiesConfigSource file(String name, int ordinal) {
        URL url = Objects.requireNonNull(PlainConfig.class.getClassLoader().getResource(name), name);
        try {
            return new PropertiesConfigSource(url, ordinal);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** It names the variables as they are; SmallRye Config's own adds the keys that it guesses from them. */
    private record Environment(ConfigSource source, Set<String> getPropertyNames) implements ConfigSource {
        Environment(Map<String, String> environment) {
            this(new EnvConfigSource(environment, ENVIRONMENT) {}, environment.keySet());
        }

        @Override
        public @Nullable String getValue(String key) {
            return source.getValue(key);
        }

        @Override
        public int getOrdinal() {
            return source.getOrdinal();
        }

        @Override
        public String getName() {
            return source.getName();
        }
    }
}
