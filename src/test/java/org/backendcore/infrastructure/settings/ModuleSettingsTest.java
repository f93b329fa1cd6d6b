package org.backendcore.infrastructure.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.backendcore.testkit.Canary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a module declares its settings; for their effect see the contract of the settings. */
final class ModuleSettingsTest {
    private record Group(String prefix, List<Setting<?>> settings) implements SettingsGroup {}

    @Test
    void areInTheOrderOfTheirPrefixes() {
        ModuleSettings modules =
                ModuleSettings.of(List.of(group("stock", "stock.url"), group("orders", "orders.b", "orders.a.c-d9")));
        assertThat(modules.settings())
                .extracting(Setting::key)
                .containsExactly("orders.b", "orders.a.c-d9", "stock.url");
        assertThat(modules.prefixes()).containsExactly("orders", "stock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "db", "log", "mp", "secrets", "otel", "user", "Orders", "order_s", "9", ""})
    void refuseAPrefixThatIsNotTheirs(String prefix) {
        assertThat(problems(group(prefix, prefix + ".a")))
                .contains("the settings group " + Group.class.getName() + " has the prefix '" + prefix
                        + "', which is reserved or does not consist of lower-case letters and digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stock.url",
                "orders",
                "orders.",
                "ordersurl",
                "orders.URL",
                "orders.a_b",
                "orders.a b",
                "orders.a=b"
            })
    void refuseAKeyWithoutThePrefix(String key) {
        assertThat(problems(group("orders", key)))
                .singleElement()
                .asString()
                .contains("declares '" + key + "', which is not its prefix 'orders' followed by '.'");
    }

    @ParameterizedTest
    @CsvSource({"orders.a, orders.a", "orders.a-b, orders.a.b"})
    void refuseANameThatIsThereBefore(String first, String second) {
        assertThat(problems(group("orders", first, second)))
                .singleElement()
                .asString()
                .endsWith("declares '" + second + "' twice");
    }

    @Test
    void refuseWhatCannotBe() {
        Setting<Integer> most = Setting.of("orders.most", Rules.number(1, 9), "?");
        Setting<Secret> token = Setting.of("orders.token", SecretRules.token(), "?");
        assertThat(problems(most.withDefault(Profile.DEV, "10")))
                .containsExactly("gives 'orders.most' an invalid default in dev");
        assertThat(problems(most.withDefault("3").requiredInProd("3")))
                .containsExactly("requires 'orders.most' in prod, but gives it a default there");
        assertThat(problems(most.requiredInProd("10"))).containsExactly("gives 'orders.most' an invalid example");
        assertThat(problems(token))
                .containsExactly("declares 'orders.token' with a rule for secrets, but without asSecret()");
        assertThat(problems(token.asSecret().withDefault("everybody-knows")))
                .contains("gives the secret 'orders.token' a default, which anyone could read");
        assertThat(problems(token.asSecret().requiredInProd(""))).isEmpty();
        assertThat(problems(most.withDefault(Profile.DEV, "3").requiredInProd("4")))
                .isEmpty();
    }

    /** The valid parts of the others are kept, so that the report is complete. */
    @Test
    void keepTheGroupsThatAreRight() {
        ModuleSettings modules = ModuleSettings.of(List.of(group("orders", "stock.a"), group("stock", "stock.url")));
        assertThat(modules.prefixes()).containsExactly("stock");
        assertThat(modules.problems()).hasSize(1);
    }

    @Test
    void areShownWithoutAnyValue() {
        assertThat(new Settings.Modules(Map.of("orders.token", Canary.password())))
                .hasToString("[orders.token]");
        Setting<URI> url = Setting.of("orders.url", Rules.serviceUrl(), "?");
        assertThat(url.shown("https://stock.example.com/v1?token=abc")).contains("https://stock.example.com/v1?...");
        assertThat(url.shown("https://stock.example.com/v1")).contains("https://stock.example.com/v1");
    }

    @Test
    void mayHaveARuleThatThrows() {
        Rule<UUID> rule = Rule.of("id", "must be a UUID", text -> Optional.of(UUID.fromString(text)));
        assertThat(rule.parse("no")).isEmpty();
        assertThat(rule.parse("00000000-0000-0000-0000-000000000001")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "5000000, true",
        "10000001, false",
        "-5, true",
        "-6, false",
        "007, false",
        "-0, false",
        "99999999999, false"
    })
    void mayHaveAnyNumber(String text, boolean valid) {
        assertThat(Rules.number(-5, 10_000_000).parse(text).isPresent()).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({
        "https://stock.example.com, true",
        "http://stock:8080/v1/, true",
        "https://[::1]:8443, true",
        "stock.example.com, false",
        "ftp://stock.example.com, false",
        "https://user:word@stock.example.com, false",
        "https://stock.example.com?a=b, false",
        "https://stock.example.com#a, false",
        "https://stock.example.com:99999, false",
        "https://, false",
        "'https://stock example.com', false"
    })
    void knowTheUrlOfAService(String text, boolean valid) {
        assertThat(Rules.serviceUrl().parse(text).isPresent()).isEqualTo(valid);
    }

    private static List<String> problems(Setting<?> setting) {
        String group = "the settings group %s ".formatted(Group.class.getName());
        return problems(new Group("orders", List.of(setting))).stream()
                .map(problem -> problem.replace(group, ""))
                .toList();
    }

    private static List<String> problems(Group group) {
        return ModuleSettings.of(List.of(group)).problems();
    }

    private static Group group(String prefix, String... keys) {
        return new Group(
                prefix,
                List.of(keys).stream()
                        .<Setting<?>>map(key -> Setting.of(key, Rule.of("text", "must be", Optional::of), "?"))
                        .toList());
    }
}
