package org.backendcore.interfaces.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AllowedHostsTest {
    private final AllowedHosts hosts =
            new AllowedHosts(List.of("app.example.com", ".example.org", "192.0.2.1", "[::1]"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.example.com",
                "app.example.com:443",
                "APP.example.COM",
                "app.example.com.",
                "app.example.com.:443",
                "a.example.org",
                "a.b.example.org:8080",
                "192.0.2.1",
                "192.0.2.1:8080",
                "[::1]",
                "[::1]:8080",
                "[0:0:0:0:0:0:0:1]",
                "[::0001]:8080",
                "[::ffff:192.0.2.1]",
                "[::FFFF:c000:201]:80",
                "app.example.com:"
            })
    void allowsThoseOfTheSetting(String host) {
        assertThat(hosts.allow(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "example.com",
                "a.app.example.com",
                "app.example.com.evil.example",
                "evilapp.example.com",
                "example.org",
                ".example.org",
                "evilexample.org",
                "192.0.2.10",
                "[::2]",
                "::1",
                "app.example.com:80:80",
                "app.example.com:x",
                "app.example.com@evil.example",
                "app.example.com/",
                " app.example.com",
                "app.example.com..",
                "evil.example/x.example.org",
                "evil.example\\x.example.org",
                "evil.example?.example.org",
                "evil.example#.example.org",
                "a@b.example.org",
                "evil.example,a.example.org",
                "\"><script>.example.org",
                "a b.example.org",
                "*"
            })
    void allowsNoOther(String host) {
        assertThat(hosts.allow(host)).isFalse();
    }

    /** In dev only: in prod the setting is invalid. */
    @Test
    void allowsAllWhereTheSettingSaysSo() {
        assertThat(new AllowedHosts(List.of("*")).allow("any.example.net:1")).isTrue();
    }
}
