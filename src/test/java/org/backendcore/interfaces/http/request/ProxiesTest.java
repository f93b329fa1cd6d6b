package org.backendcore.interfaces.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;
import org.backendcore.infrastructure.settings.Network;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All requests come from 192.0.2.1. */
final class ProxiesTest {
    private final Proxies trusted = proxies("192.0.2.1", "10.0.0.0/8");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none                                   | 192.0.2.1
            203.0.113.7                            | 203.0.113.7
            198.51.100.1, 203.0.113.7              | 203.0.113.7
            198.51.100.1, 203.0.113.7, 10.0.0.3    | 203.0.113.7
            203.0.113.7:4711                       | 203.0.113.7
            "203.0.113.7:4711"                     | 203.0.113.7
            "[2001:DB8::1]:443"                    | 2001:db8:0:0:0:0:0:1
            unknown                                | 192.0.2.1
            203.0.113.7, unknown                   | 192.0.2.1
            203.0.113.7, ,                         | 203.0.113.7
            10.0.0.3                               | 10.0.0.3
            """, quoteCharacter = '\'')
    void findTheLastAddressThatIsNoneOfThem(@Nullable String forwardedFor, String client) {
        Head head = Head.of("GET", "/");
        if (forwardedFor != null) {
            head.with("X-Forwarded-For", forwardedFor);
        }
        assertThat(trusted.client(head.request()))
                .isEqualTo(Network.spelled(client).orElseThrow());
        assertThat(proxies().client(head.request())).isEqualTo("192.0.2.1");
    }

    @Test
    void readAllLinesOfTheHeader() {
        Head head = Head.of("GET", "/")
                .with("X-Forwarded-For", "198.51.100.1")
                .with("X-Forwarded-For", "203.0.113.7, 10.0.0.3");
        assertThat(trusted.client(head.request())).isEqualTo("203.0.113.7");
    }

    @Test
    void areBelievedByTheirLastWordAboutTls() {
        assertThat(trusted.encrypted(withProtocol("https"))).isTrue();
        assertThat(trusted.encrypted(withProtocol("http, HTTPS"))).isTrue();
        assertThat(trusted.encrypted(withProtocol("https, http"))).isFalse();
        assertThat(trusted.encrypted(Head.of("GET", "/").request())).isFalse();
        assertThat(proxies().encrypted(withProtocol("https"))).isFalse();
    }

    private static HttpServletRequest withProtocol(String protocol) {
        return Head.of("GET", "/").with("X-Forwarded-Proto", protocol).request();
    }

    private static Proxies proxies(String... networks) {
        return new Proxies(Stream.of(networks)
                .map(network -> Network.parse(network).orElseThrow())
                .toList());
    }
}
