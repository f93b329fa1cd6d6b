package org.backendcore.infrastructure.settings;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * The checked settings of the application, immutable. The URL, the user and the password of the database are not among
 * them: the server alone uses those.
 *
 * @param profile {@code mp.config.profile}, without a default
 * @param migrateOnStart {@code db.migrate-on-start}: whether a start applies pending migrations; true in dev, false in
 *     prod, where pending migrations stop the start
 * @param databaseStartTimeout {@code db.start-timeout}, in seconds: how long a start waits for the database; 30 s
 * @param http where the server listens
 */
public record Settings(Profile profile, boolean migrateOnStart, Duration databaseStartTimeout, Http http) {

    /**
     * Where the server listens; it opens the port itself.
     *
     * @param host {@code http.host}: 127.0.0.1 in dev, 0.0.0.0 in prod
     * @param port {@code http.port}: 8080
     * @param opensLast {@code http.opens-last}: whether the server opens its port only after the application has started;
     *     Open Liberty's configuration says so, false elsewhere
     */
    public record Http(String host, int port, boolean opensLast) {}

    /**
     * Reads and checks all settings.
     *
     * @throws InvalidSettingsException naming every problem, not only the first
     */
    public static Settings from(Config config) {
        return new SettingsReader(config).read();
    }

    /**
     * {@code app.exit-on-failure}: whether a refused start ends the process. Readable even when other settings are not;
     * anything but {@code false} means true, so that a slip of the pen never leaves a broken server running.
     */
    public static boolean exitOnFailure(Config config) {
        return !"false".equals(config.getConfigValue("app.exit-on-failure").getValue());
    }
}
