package org.backendcore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Map;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.SecretSearch;
import org.junit.jupiter.api.Test;

/** {@code settings} and {@code secret}. */
final class SettingsCommandTest {

    @Test
    void listsEverySettingInDev() {
        Checked.Result result = Checked.dev()
                .with("HTTP_PORT", "9090")
                .withProperty("db.pool-max-size", "5")
                .run("settings");
        assertThat(result.exitCode()).isZero();
        // The modules' settings follow; the columns are as wide as the longest key.
        assertThat(result.output().replaceAll(" {2,}", "  ")).startsWith("""
                mp.config.profile  dev  (environment variable MP_CONFIG_PROFILE)
                app.secret-key  (not set)
                app.secret-key-fallbacks  (not set)
                app.allowed-hosts  localhost,127.0.0.1,[::1]  (the WAR's defaults of the profile)
                app.exit-on-failure  true  (the WAR's defaults)
                db.url  jdbc:h2:file:./target/h2/dev  (the WAR's defaults of the profile)
                db.user  dev  (the WAR's defaults of the profile)
                db.password  (secret)  (the WAR's defaults of the profile)
                db.migrate-user  (not set)
                db.migrate-password  (not set)
                db.pool-max-size  5  (system property db.pool-max-size), overrides the WAR's defaults
                db.pool-max-waiting  20  (the WAR's defaults)
                db.start-timeout  30s  (the WAR's defaults)
                db.migrate-on-start  true  (the WAR's defaults of the profile)
                http.host  127.0.0.1  (the WAR's defaults of the profile)
                http.port  9090  (environment variable HTTP_PORT), overrides the WAR's defaults
                http.trusted-proxies  (not set)
                http.drain  0s  (the WAR's defaults of the profile)
                log.level  INFO  (the WAR's defaults)
                log.format  text  (the WAR's defaults of the profile)
                secrets.dir  (not set)
                """);
    }

    @Test
    void listsThemForMachinesToo() {
        Checked.Result result = Checked.prod()
                .with("DB_URL", "jdbc:postgresql://db.example.com/app?sslmode=verify-full")
                .with("LOG_LEVEL", "quote \" and \u2028")
                .withProperty("log.level", "WARN")
                .run("settings", "--json");
        assertThat(result.exitCode()).isZero();
        try (JsonReader reader = Json.createReader(new StringReader(result.output()))) {
            JsonArray settings = reader.readArray();
            assertThat(settings).hasSizeGreaterThanOrEqualTo(21);
            assertThat(setting(settings, "log.level").toString())
                    .isEqualTo(
                            "{\"key\":\"log.level\",\"environment\":\"LOG_LEVEL\",\"secret\":false,\"set\":true,\"value\":\"WARN\",\"source\":{\"kind\":\"system-property\",\"name\":\"log.level\"},\"overrides\":[{\"kind\":\"environment\",\"name\":\"LOG_LEVEL\"},{\"kind\":\"war\",\"name\":\"defaults\"}]}");
            assertThat(setting(settings, "db.url").getString("value"))
                    .isEqualTo("jdbc:postgresql://db.example.com/app?...");
            assertThat(setting(settings, "db.password")).containsEntry("value", JsonValue.NULL);
            assertThat(setting(settings, "db.password").getBoolean("set")).isTrue();
            assertThat(setting(settings, "db.migrate-user").getBoolean("set")).isFalse();
        }
    }

    /** Invalid values are shown, to help find the problem. */
    @Test
    void listsWhatIsWrongAsItIs() {
        assertThat(Checked.nothing().with("LOG_LEVEL", "loud").run("settings").output())
                .containsPattern("log.level +loud {2}\\(environment variable LOG_LEVEL\\)")
                .containsPattern("mp.config.profile +\\(not set\\)");
    }

    @Test
    void makesAKeyThatProdAcceptsAndNeverTheSame() {
        Checked.Result first = Checked.nothing().run("secret");
        assertThat(first.exitCode()).isZero();
        assertThat(first.output())
                .hasSize(65)
                .isNotEqualTo(Checked.nothing().run("secret").output());
        assertThat(Checked.prod()
                        .with("APP_SECRET_KEY", first.output().strip())
                        .check()
                        .exitCode())
                .isZero();
    }

    @Test
    void keepsEverySecretToItself() {
        Map<String, String> secrets = Map.of(
                "APP_SECRET_KEY", Canary.key(),
                "APP_SECRET_KEY_FALLBACKS", Canary.key(),
                "DB_PASSWORD", Canary.password(),
                "DB_MIGRATE_PASSWORD", Canary.password());
        Checked checked = Checked.prod().with("DB_MIGRATE_USER", "owner");
        secrets.forEach(checked::with);
        Checked wrong = Checked.prod().with("LOG_LEVEL", "loud");
        secrets.forEach((name, value) -> wrong.with(name, value + "\uFFFD").with(name + "S", value));
        new SecretSearch(secrets.values())
                .assertNotIn(
                        "the output",
                        checked.check().output()
                                + checked.run("settings").output()
                                + checked.run("settings", "--json").output()
                                + wrong.check().output()
                                + wrong.run("run").output());
    }

    private static JsonObject setting(JsonArray settings, String key) {
        return settings.getValuesAs(JsonObject.class).stream()
                .filter(setting -> setting.getString("key").equals(key))
                .findFirst()
                .orElseThrow();
    }
}
