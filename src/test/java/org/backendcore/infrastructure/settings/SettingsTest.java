package org.backendcore.infrastructure.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.ModuleSamples;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings as the rest of the code receives them. */
final class SettingsTest {
    /** The keys are given as such, because that reads better. */
    private record Environment(Map<String, String> values) implements ConfigSource {
        @Override
        public Set<String> getPropertyNames() {
            return values.keySet().stream().map(Setting::environmentName).collect(Collectors.toSet());
        }

        @Override
        public @Nullable String getValue(String key) {
            return values.get(key);
        }

        @Override
        public int getOrdinal() {
            return 300;
        }

        @Override
        public String getName() {
            return "environment";
        }
    }

    private final Map<String, String> values = new HashMap<>();

    @Test
    void hasEverySettingWithItsType() {
        String key = Canary.key();
        String fallback = Canary.key();
        values.putAll(ModuleSamples.byKey());
        values.putAll(Map.of(
                "mp.config.profile", "prod",
                "app.secret-key", key,
                "app.secret-key-fallbacks", fallback + " , " + key,
                "app.allowed-hosts", "App.example.com, .example.org",
                "db.url", "jdbc:postgresql://db.example.com/app",
                "db.user", "app",
                "db.password", Canary.password()));
        values.putAll(Map.of(
                "db.pool-max-size", "7",
                "db.start-timeout", "2 s",
                "db.migrate-on-start", "true",
                "http.host", "127.0.0.1",
                "http.port", "8081",
                "http.trusted-proxies", "10.0.0.0/8,192.0.2.1",
                "http.drain", "0s",
                "log.level", "DEBUG",
                "log.format", "text"));
        Settings settings = CheckedSettings.of(sources()).orThrow();
        assertThat(settings.profile()).isEqualTo(Profile.PROD);
        assertThat(settings.app().secretKey().reveal()).isEqualTo(key);
        assertThat(settings.app().secretKeyFallbacks())
                .extracting(Secret::reveal)
                .containsExactly(fallback, key);
        assertThat(settings.app().allowedHosts()).containsExactly("app.example.com", ".example.org");
        assertThat(settings.database())
                .isEqualTo(new Settings.Database(
                        DatabaseUrl.of("jdbc:postgresql://db.example.com/app"),
                        "app",
                        Optional.empty(),
                        7,
                        20,
                        Duration.ofSeconds(2),
                        true));
        assertThat(settings.http())
                .isEqualTo(new Settings.Http(
                        "127.0.0.1", 8081, false, List.of(network("10.0.0.0/8"), network("192.0.2.1")), Duration.ZERO));
        assertThat(settings.log()).isEqualTo(new Settings.Log(LogLevel.DEBUG, LogFormat.TEXT));
        assertThat(settings.toString()).contains("(secret)").doesNotContain(key).doesNotContain(fallback);
    }

    @Test
    void hasTheDefaultsOfTheCatalogueWithoutAnyFile() {
        values.put("mp.config.profile", "dev");
        Settings settings = CheckedSettings.of(sources()).orThrow();
        assertThat(settings.database())
                .isEqualTo(new Settings.Database(
                        DatabaseUrl.of("jdbc:h2:file:./target/h2/dev"),
                        "dev",
                        Optional.empty(),
                        10,
                        20,
                        Duration.ofSeconds(30),
                        true));
        assertThat(settings.http()).isEqualTo(new Settings.Http("127.0.0.1", 8080, false, List.of(), Duration.ZERO));
    }

    @Test
    void hasARandomKeyInDev() {
        values.put("mp.config.profile", "dev");
        assertThat(CheckedSettings.of(sources()).orThrow().app().secretKey().reveal())
                .hasSize(64)
                .isNotEqualTo(CheckedSettings.of(sources())
                        .orThrow()
                        .app()
                        .secretKey()
                        .reveal());
    }

    @Test
    void knowsThatOpenLibertyOpensItsPortLast() {
        values.put("mp.config.profile", "dev");
        values.put("wlp.server.name", "backend-core");
        assertThat(CheckedSettings.of(sources()).orThrow().http().portOpensLast())
                .isTrue();
    }

    @Test
    void throwsTheWholeReport() {
        values.put("mp.config.profile", "dev");
        values.put("http.port", "x");
        values.put("log.level", "y");
        CheckedSettings checked = CheckedSettings.of(sources());
        assertThat(checked.problems()).hasSize(2);
        assertThatThrownBy(checked::orThrow)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessage(checked.report())
                .hasMessageContaining("  2. 'log.level'");
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, true", "False, true", "no, true", "'', true", ", true"})
    void endsTheProcessUnlessToldNotTo(String text, boolean exits) {
        if (text != null) {
            values.put("app.exit-on-failure", text);
        }
        assertThat(CheckedSettings.exitOnFailure(sources())).isEqualTo(exits);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db/app, jdbc:postgresql://db:5432/app?connectTimeout=3, true",
        "jdbc:postgresql://DB:5432/app, jdbc:postgresql://db/app?, true",
        "'jdbc:postgresql://a,b:5433/app', 'jdbc:postgresql://a:5432,b:5433/app', true",
        "jdbc:postgresql://db/a%20b, jdbc:postgresql://db/a%20b?x=y, true",
        "jdbc:h2:file:./target/h2/dev, jdbc:h2:file:./target/h2/dev;MODE=x, true",
        "jdbc:postgresql://db/app, jdbc:postgresql://db/other, false",
        "jdbc:postgresql://db/app, jdbc:postgresql://db:5433/app, false",
        "jdbc:postgresql://db/app, jdbc:postgresql://other/app, false",
        "jdbc:postgresql://db/app, jdbc:h2:mem:app, false",
        "jdbc:h2:mem:a, jdbc:h2:mem:b, false"
    })
    void comparesWhereUrlsLead(String left, String right, boolean same) {
        assertThat(DatabaseUrl.of(left).leadsTo(right)).isEqualTo(same);
        assertThat(DatabaseUrl.of(right).leadsTo(left)).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1:8080", "::1, [::1]:8080", "[::1], [::1]:8080"})
    void writesItsAddressAsInAUrl(String host, String address) {
        assertThat(new Settings.Http(host, 8080, false, List.of(), Duration.ZERO).address())
                .isEqualTo(address);
    }

    @Test
    void hasAnAccountForMigrationsOrTheOneOfTheApplication() {
        String password = Canary.password();
        String ownersPassword = Canary.password();
        values.putAll(Map.of("db.user", "app", "db.password", password, "db.migrate-user", " "));
        assertThat(DatabaseAccount.forMigrations(sources()).user()).isEqualTo("app");
        assertThat(DatabaseAccount.forMigrations(sources()).password().reveal()).isEqualTo(password);
        values.putAll(Map.of("db.migrate-user", "owner", "db.migrate-password", ownersPassword));
        assertThat(DatabaseAccount.forMigrations(sources()).user()).isEqualTo("owner");
        assertThat(DatabaseAccount.forMigrations(sources()).password().reveal()).isEqualTo(ownersPassword);
        assertThat(DatabaseAccount.ofTheApplication(sources()).user()).isEqualTo("app");
    }

    @Test
    void aValueSaysWhereItComesFromAndNotWhatItIs() {
        Origin origin = new Origin(Origin.Kind.ENVIRONMENT, "DB_PASSWORD");
        assertThat(new Value(Canary.password(), origin)).hasToString("a value from environment variable DB_PASSWORD");
    }

    @Test
    void aDefaultHoldsInBothProfiles() {
        Setting<String> setting = Setting.of(
                        "log.level", Rules.choice(new String[] {"a", "b", "c"}, Function.identity()), "")
                .withDefault("a");
        assertThat(setting.defaultIn(Profile.DEV)).contains("a");
        assertThat(setting.defaultIn(Profile.PROD)).contains("a");
        assertThat(setting.rule(Profile.PROD).words()).isEqualTo("must be 'a', 'b' or 'c'");
    }

    private List<ConfigSource> sources() {
        return List.of(new Environment(values));
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }
}
