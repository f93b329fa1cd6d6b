package org.backendcore.infrastructure.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checked settings of the application, immutable. Rules and defaults are in {@code docs/settings.md}. The password
 * of the database is not included: only the driver needs it.
 */
public record Settings(Profile profile, App app, Database database, Http http, Log log, Modules modules) {

    /**
     * The value of a module's setting that is required or has a default.
     *
     * @throws IllegalArgumentException if the setting may have no value; use {@link #find} for those
     */
    public <T> T get(Setting<T> setting) {
        return find(setting)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'%s' has no value: it is optional (use find), or its group is not listed in META-INF/services"
                                .formatted(setting.key())));
    }

    /** The value of a module's setting; empty if it is not set and has no default. */
    public <T> Optional<T> find(Setting<T> setting) {
        return modules.find(setting);
    }

    /**
     * The settings of the application itself.
     *
     * @param secretKey {@code app.secret-key}
     * @param secretKeyFallbacks {@code app.secret-key-fallbacks}
     * @param allowedHosts {@code app.allowed-hosts}, in lower case
     */
    public record App(Secret secretKey, List<Secret> secretKeyFallbacks, List<String> allowedHosts) {}

    /**
     * The database; the server itself connects to it.
     *
     * @param url {@code db.url}
     * @param user {@code db.user}
     * @param migrateUser {@code db.migrate-user}
     * @param poolMaxSize {@code db.pool-max-size}
     * @param poolMaxWaiting {@code db.pool-max-waiting}; 0 means no limit
     * @param startTimeout {@code db.start-timeout}
     * @param migrateOnStart {@code db.migrate-on-start}
     */
    public record Database(
            DatabaseUrl url,
            String user,
            Optional<String> migrateUser,
            int poolMaxSize,
            int poolMaxWaiting,
            Duration startTimeout,
            boolean migrateOnStart) {}

    /**
     * The server's address; the server itself opens the port.
     *
     * @param host {@code http.host}
     * @param port {@code http.port}
     * @param portOpensLast whether the server opens the port only after the application has started
     * @param trustedProxies {@code http.trusted-proxies}: addresses and networks in CIDR notation
     * @param drain {@code http.drain}
     */
    public record Http(String host, int port, boolean portOpensLast, List<Network> trustedProxies, Duration drain) {

        /** Host and port as in a URL. */
        public String address() {
            return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * The log.
     *
     * @param level {@code log.level}
     * @param format {@code log.format}
     */
    public record Log(LogLevel level, LogFormat format) {}

    /**
     * The settings of the modules ({@link SettingsGroup}).
     *
     * @param values by their keys
     */
    public record Modules(Map<String, Object> values) {
        /** The settings of an application without modules. */
        public static final Modules NONE = new Modules(Map.of());

        /** Omits the values: a secret of a module may be of any type. */
        @Override
        public String toString() {
            return values.keySet().toString();
        }

        @SuppressWarnings("unchecked") // The setting's own rule has created the value.
        <T> Optional<T> find(Setting<T> setting) {
            return Optional.ofNullable((T) values.get(setting.key()));
        }
    }
}
