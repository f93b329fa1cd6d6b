package org.backendcore.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backendcore.infrastructure.process.EarlySettings;
import org.backendcore.infrastructure.settings.Profile;
import org.backendcore.infrastructure.settings.SecretFiles;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The sources of MicroProfile Config that the servers have, on a plain JVM, where no implementation of it is needed to
 * ask them one by one.
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

    /** Those of this process. */
    static PlainConfig ofThisProcess() {
        return new PlainConfig(System.getenv(), texts(System.getProperties()));
    }

    /** The strongest first, as {@code Config.getConfigSources} has them. */
    List<ConfigSource> sources() {
        return Stream.of(
                        Stream.of(
                                new SecretFiles(environment),
                                new Source("system properties", SYSTEM_PROPERTIES, properties),
                                new Environment(environment)),
                        early()
                                .profile()
                                .filter(name -> Profile.named(name).isPresent())
                                .map(name ->
                                        file("META-INF/microprofile-config-%s.properties".formatted(name), WAR_PROFILE))
                                .stream(),
                        Stream.of(file("META-INF/microprofile-config.properties", WAR)))
                .<ConfigSource>flatMap(each -> each)
                .toList();
    }

    EarlySettings early() {
        return EarlySettings.of(environment, properties.get("mp.config.profile"));
    }

    private static Source file(String name, int ordinal) {
        Properties properties = new Properties();
        try (InputStream file = Objects.requireNonNull(
                        PlainConfig.class.getClassLoader().getResourceAsStream(name), name);
                Reader text = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            properties.load(text);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
        return new Source(name, ordinal, texts(properties));
    }

    private static Map<String, String> texts(Properties properties) {
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    private record Source(String getName, int getOrdinal, Map<String, String> values) implements ConfigSource {
        @Override
        public Set<String> getPropertyNames() {
            return values.keySet();
        }

        @Override
        public @Nullable String getValue(String key) {
            return values.get(key);
        }
    }

    private record Environment(Map<String, String> values) implements ConfigSource {
        @Override
        public String getName() {
            return "environment";
        }

        @Override
        public int getOrdinal() {
            return ENVIRONMENT;
        }

        @Override
        public Set<String> getPropertyNames() {
            return values.keySet();
        }

        @Override
        public @Nullable String getValue(String key) {
            // MicroProfile Config 3.1, section 5.3.1: unchanged, with underscores, and in upper case with underscores.
            String spelled = key.replaceAll("[^A-Za-z0-9]", "_");
            return Stream.of(key, spelled, spelled.toUpperCase(Locale.ROOT))
                    .filter(values::containsKey)
                    .findFirst()
                    .map(values::get)
                    .orElse(null);
        }
    }
}
