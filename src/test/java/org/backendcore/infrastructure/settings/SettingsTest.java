package org.backendcore.infrastructure.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
    private record Source(Map<String, String> values) implements ConfigSource {
        @Override
        public Set<String> getPropertyNames() {
            return values.keySet();
        }

        @Override
        public @Nullable String getValue(String key) {
            return values.get(key);
        }

        @Override
        public String getName() {
            return "test";
        }
    }

    private final Map<String, String> values = new HashMap<>(Map.of(
            "mp.config.profile", "prod",
            "db.migrate-on-start", "false",
            "db.start-timeout", "30 s",
            "http.host", "0.0.0.0",
            "http.port", "8080",
            "http.opens-last", "false"));

    @Test
    void readsEverySetting() {
        assertThat(Settings.from(config()))
                .isEqualTo(new Settings(
                        Profile.PROD, false, Duration.ofSeconds(30), new Settings.Http("0.0.0.0", 8080, false)));
    }

    @ParameterizedTest
    @CsvSource({"1s, 1", "30 s, 30", "3600s, 3600"})
    void readsSeconds(String text, int seconds) {
        values.put("db.start-timeout", text);
        assertThat(Settings.from(config()).databaseStartTimeout()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "3601s", "30", "-1s", "1.5s", "30 sec", "s", "9999999s"})
    void refusesWhatIsNoNumberOfSeconds(String text) {
        values.put("db.start-timeout", text);
        assertRefused(
                "'db.start-timeout' is '%s' (from test), but must be a number of seconds from 1 to 3600, like '30 s'; set the environment variable DB_START_TIMEOUT"
                        .formatted(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "http", "+80", "999999"})
    void refusesWhatIsNoPort(String text) {
        values.put("http.port", text);
        assertRefused(
                "'http.port' is '%s' (from test), but must be a number from 1 to 65535; set the environment variable HTTP_PORT"
                        .formatted(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUE", "yes", "1", "true "})
    void refusesWhatIsNeitherTrueNorFalse(String text) {
        values.put("db.migrate-on-start", text);
        assertRefused(
                "'db.migrate-on-start' is '%s' (from test), but must be 'true' or 'false'; set the environment variable DB_MIGRATE_ON_START"
                        .formatted(text));
    }

    @Test
    void refusesAHostThatNobodyKnows() {
        values.put("http.host", "nowhere.invalid");
        assertRefused(
                "'http.host' is 'nowhere.invalid' (from test), but must be an address or a host name of this machine; set the environment variable HTTP_HOST");
    }

    @Test
    void refusesAnUnknownProfile() {
        values.put("mp.config.profile", "production");
        assertRefused(
                "'mp.config.profile' is 'production' (from test), but must be 'dev' or 'prod'; set the environment variable MP_CONFIG_PROFILE");
    }

    @Test
    void namesEveryProblemAtOnce() {
        values.remove("mp.config.profile");
        values.put("http.host", "  ");
        assertThatThrownBy(() -> Settings.from(config()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage(
                        "the settings are wrong:%n".formatted()
                                + "  1. 'mp.config.profile' is not set, but must be 'dev' or 'prod'; set the environment variable MP_CONFIG_PROFILE%n"
                                        .formatted()
                                + "  2. 'http.host' is not set, but must be an address or a host name of this machine; set the environment variable HTTP_HOST");
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, true", "False, true", "no, true"})
    void endsTheProcessUnlessToldNotTo(String text, boolean exits) {
        values.put("app.exit-on-failure", text);
        assertThat(Settings.exitOnFailure(config())).isEqualTo(exits);
    }

    @Test
    void endsTheProcessByDefault() {
        assertThat(Settings.exitOnFailure(config())).isTrue();
    }

    private void assertRefused(String problem) {
        assertThatThrownBy(() -> Settings.from(config()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage("the settings are wrong:%n  1. %s".formatted(problem));
    }

    private Config config() {
        return new SmallRyeConfigBuilder().withSources(new Source(values)).build();
    }
}
