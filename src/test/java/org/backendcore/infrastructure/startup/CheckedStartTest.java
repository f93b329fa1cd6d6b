package org.backendcore.infrastructure.startup;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.backendcore.infrastructure.database.AccountSettings;
import org.backendcore.infrastructure.database.ReachedDatabase;
import org.backendcore.infrastructure.process.RefusedStart;
import org.backendcore.infrastructure.settings.DatabaseUrl;
import org.backendcore.infrastructure.settings.LogFormat;
import org.backendcore.infrastructure.settings.LogLevel;
import org.backendcore.infrastructure.settings.Profile;
import org.backendcore.infrastructure.settings.SecretKey;
import org.backendcore.infrastructure.settings.Settings;
import org.junit.jupiter.api.Test;

/**
 * The URL of the server's data source, compared with the settings; {@code RefusedStartContractIT} tests it on the
 * servers.
 */
final class CheckedStartTest {
    private static final String URL = "jdbc:postgresql://db.example.com/app";

    @Test
    void takesTheDatabaseThatTheSettingsName() {
        assertThatCode(() -> check(Profile.PROD, "PostgreSQL", URL, "app")).doesNotThrowAnyException();
        assertThatCode(() -> check(Profile.DEV, "H2", URL, "APP")).doesNotThrowAnyException();
    }

    @Test
    void refusesAnotherEngineInProd() {
        assertThatThrownBy(() -> check(Profile.PROD, "H2", URL, "app"))
                .isInstanceOf(RefusedStart.class)
                .hasMessage(
                        "the server's data source 'jdbc/app' connects to H2, but prod requires PostgreSQL: check the server's configuration");
    }

    @Test
    void refusesAnotherDatabaseAndAnotherUser() {
        assertThatThrownBy(() -> check(Profile.PROD, "PostgreSQL", URL + "_b", "app"))
                .hasMessageContaining("connects to a different database than 'db.url' specifies");
        assertThatThrownBy(() -> check(Profile.PROD, "PostgreSQL", URL, "other"))
                .hasMessageContaining("connects as a different user than 'db.user' specifies");
    }

    private static void check(Profile profile, String product, String url, String user) {
        Settings settings = new Settings(
                profile,
                new Settings.App(SecretKey.random(), List.of(), List.of()),
                new Settings.Database(
                        DatabaseUrl.of(URL), "app", Optional.empty(), 10, 20, Duration.ofSeconds(1), false),
                new Settings.Http("127.0.0.1", 8080, false, List.of(), Duration.ZERO),
                new Settings.Log(LogLevel.INFO, LogFormat.TEXT),
                Settings.Modules.NONE);
        CheckedStart.requireTheSame(
                "jdbc/app", new ReachedDatabase(product, "1", 1, url, user, AccountSettings.APPLICATION), settings);
    }
}
