package org.backendcore.infrastructure.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3/8, 10.200.0.1, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.129, true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1/32, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "fe80::/10, fe80::1%eth0, true",
        "::1, 0:0:0:0:0:0:0:1, true",
        "::/0, 10.0.0.1, false",
        "::ffff:10.0.0.0/104, 10.1.2.3, true",
        "::ffff:10.0.0.0/104, 11.1.2.3, false",
        "::ffff:10.0.0.1/128, 10.0.0.1, true",
        "10.0.0.0/8, proxy.example.com, false",
        "10.0.0.0/8, unknown, false",
        "10.0.0.0/8, '', false"
    })
    void containsItsAddresses(String network, String address, boolean contained) {
        assertThat(Network.parse(network).orElseThrow().contains(address)).isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "::FFFF:C000:201, 192.0.2.1",
        "2001:DB8:0:0:0::A, 2001:db8::a",
        "2001:db8:0:1:0:0:0:7, 2001:db8:0:1::7",
        "2001:0:0:1:0:0:2:3, 2001::1:0:0:2:3",
        "0:0:1:2:0:0:3:4, ::1:2:0:0:3:4",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
        "10:0:0:0:0:0:0:100, 10::100",
        "0:0:0:0:0:0:0:0, ::",
        "1:0:0:0:0:0:0:0, 1::",
        "fe80:0:0:0:1:2:3:4%eth0, fe80::1:2:3:4",
        "unknown, ",
        "[::1], ",
        "192.0.2.1:80, ",
        "192.0.2, "
    })
    void hasOneSpellingOfEachAddress(String text, @Nullable String spelled) {
        assertThat(Network.spelled(text)).isEqualTo(Optional.ofNullable(spelled));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "[0:0:0:0:0:0:0:1], [::1]",
        "[2001:DB8::A], [2001:db8::a]",
        "[::ffff:192.0.2.1], 192.0.2.1",
        "::1, ",
        "[192.0.2.1, ",
        "localhost, "
    })
    void hasOneSpellingOfEachHost(String text, @Nullable String spelled) {
        assertThat(Network.spelledAsHost(text)).isEqualTo(Optional.ofNullable(spelled));
    }
}
