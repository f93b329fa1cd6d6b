package org.backendcore.interfaces.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GateTest {
    private final Gate gate = new Gate(new AllowedHosts(List.of("app.example.com")));

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            GET    | /api              |                                          | none
            GET    | /api?a=%20b       |                                          | none
            GET    | /api?a=%2         |                                          | 400
            GET    | /api?a=%zz        |                                          | 400
            POST   | /api              | Content-Length: 10485760                 | none
            POST   | /api              | Content-Length: 10485761                 | 413
            POST   | /api              | Transfer-Encoding: chunked               | none
            POST   | /api              | Transfer-Encoding: gzip, chunked         | 400
            POST   | /api              | Transfer-Encoding: chunked; Content-Length: 3 | 400
            POST   | /api              | Content-Length: 3; Content-Length: 3     | 400
            POST   | /api              | Content-Length: +3                       | 400
            POST   | /api              | Content-Length: 9999999999999999999      | 400
            TRACE  | /api              |                                          | 501
            BREW   | /api              |                                          | 501
            GET    | /api              | Host: app.example.com                    | 400
            """)
    void rejectsWithAStatus(String method, String path, @Nullable String headers, @Nullable Integer status) {
        Head head = Head.of(method, path);
        for (String header : headers == null ? new String[0] : headers.split("; ", -1)) {
            String[] nameAndValue = header.split(": ", 2);
            head.with(nameAndValue[0], nameAndValue[1]);
        }
        assertThat(gate.rejection(head.request()))
                .isEqualTo(status == null ? OptionalInt.empty() : OptionalInt.of(status));
    }

    @Test
    void rejectsAnotherHostButForAProbe() {
        assertThat(gate.rejection(withHost("/api", "10.0.0.7:8080"))).hasValue(400);
        assertThat(gate.rejection(withHost("/health/ready", "10.0.0.7:8080"))).isEmpty();
        assertThat(gate.rejection(Head.of("GET", "/api").without("Host").request()))
                .hasValue(400);
        assertThat(gate.rejection(
                        Head.of("POST", "/health/ready").without("Host").request()))
                .hasValue(400);
    }

    @Test
    void knowsTheProbesAndWhatIsNearThem() {
        assertThat(Gate.isProbe(Head.of("HEAD", "/health/live").request())).isTrue();
        assertThat(Gate.isProbe(Head.of("GET", "/health/").request())).isTrue();
        assertThat(Gate.isProbe(Head.of("POST", "/health/live").request())).isFalse();
        assertThat(Gate.isProbe(Head.of("GET", "/health/alive").request())).isFalse();
        assertThat(Gate.isNearAProbe(Head.of("GET", "/health/alive").request())).isTrue();
        assertThat(Gate.isNearAProbe(Head.of("GET", "/health/live").request())).isFalse();
        assertThat(Gate.isNearAProbe(Head.of("GET", "/healthy").request())).isFalse();
    }

    @Test
    void knowsWhereALengthMayBeHidden() {
        assertThat(Gate.hasBodyOfUnknownLength(Head.of("POST", "/api").request()))
                .isTrue();
        assertThat(Gate.hasBodyOfUnknownLength(Head.of("GET", "/api").request()))
                .isFalse();
        assertThat(Gate.hasBodyOfUnknownLength(
                        Head.of("POST", "/api").with("Content-Length", "0").request()))
                .isFalse();
        assertThat(Gate.hasBodyOfUnknownLength(Head.of("PUT", "/api")
                        .with("Transfer-Encoding", "chunked")
                        .request()))
                .isFalse();
    }

    @Test
    void namesOnlyTheMethodsThatItKnows() {
        assertThat(Gate.known("PATCH")).isEqualTo("PATCH");
        assertThat(Gate.known("get")).isEqualTo("_OTHER");
    }

    private static HttpServletRequest withHost(String path, String host) {
        return Head.of("GET", path).without("Host").with("Host", host).request();
    }
}
