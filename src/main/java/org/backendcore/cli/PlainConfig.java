package org.backendcore.cli;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.backendcore.infrastructure.process.EarlySettings;
import org.backendcore.infrastructure.settings.Profile;
import org.backendcore.infrastructure.settings.SecretFiles;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * MicroProfile Config on a plain JVM, with the same sources as the servers.
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
                        new Source("system properties", SYSTEM_PROPERTIES, properties, key -> key),
                        new Source("environment", ENVIRONMENT, environment, key -> key.replaceAll("[^A-Za-z0-9]", "_")),
                        file("META-INF/microprofile-config.properties", WAR));
        early().profile()
                .filter(name -> Profile.named(name).isPresent())
                .map(name -> file("META-INF/microprofile-config-%s.properties".formatted(name), WAR_PROFILE))
                .ifPresent(builder::withSources);
        return builder.build();
    }

    EarlySettings early() {
        return EarlySettings.of(environment, properties.get("mp.config.profile"));
    }

    private static PropertiesConfigSource file(String name, int ordinal) {
        URL url = Objects.requireNonNull(PlainConfig.class.getClassLoader().getResource(name), name);
        try {
            return new PropertiesConfigSource(url, ordinal);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /**
     * Unlike SmallRye Config's own sources, it lists only the names that are present, and its ordinal cannot be
     * configured.
     */
    private record Source(String getName, int getOrdinal, Map<String, String> values, UnaryOperator<String> spelling)
            implements ConfigSource {
        @Override
        public Set<String> getPropertyNames() {
            return values.keySet();
        }

        @Override
        public @Nullable String getValue(String key) {
            // MicroProfile Config 3.1, section 5.3.1: unchanged, with underscores, and in upper case with underscores.
            String spelled = spelling.apply(key);
            return Stream.of(key, spelled, spelled.toUpperCase(Locale.ROOT))
                    .filter(values::containsKey)
                    .findFirst()
                    .map(values::get)
                    .orElse(null);
        }
    }
}
