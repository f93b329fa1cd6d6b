package org.backendcore.infrastructure.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a module declares its settings; what becomes of them, the contract of the settings says. */
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
    @ValueSource(strings = {"app", "db", "log", "mp", "secrets", "otel", "Orders", "order_s", "9", ""})
    void refuseAPrefixThatIsNotTheirs(String prefix) {
        assertThatThrownBy(() -> ModuleSettings.of(List.of(group(prefix, prefix + ".a"))))
                .hasMessage(Group.class.getName() + " has the prefix '" + prefix
                        + "', which is somebody else's, or not of small letters");
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
        assertThatThrownBy(() -> ModuleSettings.of(List.of(group("orders", key))))
                .hasMessageContaining("has '" + key + "', which is not its prefix 'orders' with '.'");
    }

    @ParameterizedTest
    @CsvSource({"orders.a, orders.a", "orders.a-b, orders.a.b"})
    void refuseANameThatIsThereBefore(String first, String second) {
        assertThatThrownBy(() -> ModuleSettings.of(List.of(group("orders", first, second))))
                .hasMessageContaining("has '" + second + "', which is there before");
    }

    @Test
    void refuseADefaultThatCannotBe() {
        Setting<Integer> wrong =
                Setting.of("orders.most", Rules.number(1, 9), "?").withDefault("10");
        assertThatThrownBy(() -> ModuleSettings.of(List.of(new Group("orders", List.of(wrong)))))
                .hasMessageContaining("has 'orders.most' with a default that breaks its rule");
        Setting<Secret> open =
                Setting.of("orders.token", SecretRules.token(), "?").asSecret().withDefault("everybody-knows");
        assertThatThrownBy(() -> ModuleSettings.of(List.of(new Group("orders", List.of(open)))))
                .hasMessageContaining("has the secret 'orders.token' with a default");
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

    private static Group group(String prefix, String... keys) {
        return new Group(
                prefix,
                List.of(keys).stream()
                        .<Setting<?>>map(key -> Setting.of(key, Rule.of("text", "must be", Optional::of), "?"))
                        .toList());
    }
}
