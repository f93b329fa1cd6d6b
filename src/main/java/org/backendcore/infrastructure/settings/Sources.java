package org.backendcore.infrastructure.settings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The sources of MicroProfile Config, strongest first: secret files, system properties, environment, the WAR's file of
 * the profile, the WAR's file. They are queried one by one, because {@code Config} itself expands expressions, and
 * because an empty value hides weaker ones on Open Liberty but not on Payara Micro; here it always does.
 */
final class Sources {
    /** The ordinals of MicroProfile Config 3.1, section 4.1; the profile's file is one or two above the other file. */
    private static final int WAR = 100;

    private static final int WAR_PROFILE = 102;

    /** Shorter values, such as dev's password, occur in other texts by chance. */
    private static final int RECOGNISABLE = 6;

    private final List<ConfigSource> strongestFirst;

    private Sources(List<ConfigSource> strongestFirst) {
        this.strongestFirst = strongestFirst;
    }

    /** Config itself returns them in that order (MicroProfile Config 3.1, {@code Config.getConfigSources}). */
    static Sources of(Iterable<ConfigSource> strongestFirst) {
        return new Sources(
                StreamSupport.stream(strongestFirst.spliterator(), false).toList());
    }

    /** Every value that a source has for the key, the effective one first. */
    List<Value> values(String key) {
        return strongestFirst.stream()
                .flatMap(source ->
                        Optional.ofNullable(source.getValue(key))
                                .map(text -> new Value(text, origin(source, key)))
                                .stream())
                // Payara Micro has the file of the profile twice.
                .distinct()
                .toList();
    }

    Optional<Value> value(String key) {
        return values(key).stream().findFirst();
    }

    /** The names that operators have set outside of the WAR and the server, known or not. */
    Stream<Origin> names() {
        return strongestFirst.stream()
                .filter(source -> kind(source).compareTo(Origin.Kind.ENVIRONMENT) <= 0)
                .flatMap(source -> source.getPropertyNames().stream().map(name -> new Origin(kind(source), name)));
    }

    Optional<SecretFiles> secretFiles() {
        return strongestFirst.stream()
                .filter(SecretFiles.class::isInstance)
                .map(SecretFiles.class::cast)
                .findFirst();
    }

    /** Whether the text contains a secret, because somebody has assigned it to another setting. */
    boolean holdSecretOf(String text) {
        return Catalogue.ALL.stream()
                .filter(Setting::secret)
                .flatMap(setting -> values(setting.key()).stream())
                .map(Value::text)
                .anyMatch(secret -> secret.length() >= RECOGNISABLE && text.contains(secret));
    }

    /** Whether this is Open Liberty, which opens its port only after the application has started. */
    boolean ofOpenLiberty() {
        return value("wlp.server.name").isPresent();
    }

    private static Origin origin(ConfigSource source, String key) {
        Origin.Kind kind = kind(source);
        return new Origin(
                kind,
                switch (kind) {
                    case SECRET_FILE -> ((SecretFiles) source).path(key);
                    case SYSTEM_PROPERTY -> key;
                    case ENVIRONMENT ->
                        Stream.of(key, key.replaceAll("[^A-Za-z0-9]", "_"))
                                .filter(source.getPropertyNames()::contains)
                                .findFirst()
                                .orElse(Setting.environmentName(key));
                    case WAR -> source.getOrdinal() == WAR ? "defaults" : "defaults of the profile";
                    case SERVER -> source.getName();
                });
    }

    private static Origin.Kind kind(ConfigSource source) {
        if (source instanceof SecretFiles) {
            return Origin.Kind.SECRET_FILE;
        }
        // By name, because config_ordinal changes the ordinals of these two.
        return switch (source.getName()) {
            case "system properties", "SystemProperty", "SysPropConfigSource" -> Origin.Kind.SYSTEM_PROPERTY;
            case "environment", "Environment", "EnvConfigSource" -> Origin.Kind.ENVIRONMENT;
            default ->
                switch (source.getOrdinal()) {
                    case WAR, WAR + 1, WAR_PROFILE -> Origin.Kind.WAR;
                    default -> Origin.Kind.SERVER;
                };
        };
    }
}
