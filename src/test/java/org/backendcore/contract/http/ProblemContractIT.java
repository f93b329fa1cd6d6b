package org.backendcore.contract.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backendcore.contract.fixtures.Problems.assertProblem;
import static org.backendcore.contract.fixtures.Problems.assertSafeHeaders;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.backendcore.contract.fixtures.OnEveryServer;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Engine;
import org.backendcore.testkit.RawHttp;
import org.backendcore.testkit.RawHttp.Answer;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails, the response is the same few bytes of RFC 9457, on both servers. */
@OnEveryServer(engines = Engine.POSTGRESQL)
final class ProblemContractIT {
    private static final String FORM_TYPE = "multipart/form-data; boundary=limit";
    private static final String FORM = """
            --limit\r
            Content-Disposition: form-data; name="%s"; filename="a.txt"\r
            Content-Type: application/octet-stream\r
            \r
            %s\r
            --limit--\r
            """;

    private static final String HOST = "Host: localhost";
    private static final String CLOSE = "Connection: close";

    private final RunningServer server;

    ProblemContractIT(Deployment deployment) {
        this.server = deployment.server();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /missing               | 404 | Not Found
            POST   | /missing               | 404 | Not Found
            DELETE | /missing.html          | 404 | Not Found
            PUT    | /                      | 404 | Not Found
            GET    | /error                 | 404 | Not Found
            GET    | /WEB-INF/web.xml       | 404 | Not Found
            GET    | /missing?a=%zz         | 400 | Bad Request
            GET    | /servlet/log?text=%zz  | 400 | Bad Request
            GET    | /servlet/writer        | 500 | Internal Server Error
            GET    | /servlet/async-throw   | 500 | Internal Server Error
            GET    | /api                   | 404 | Not Found
            GET    | /api/missing           | 404 | Not Found
            GET    | /api/application.wadl  | 404 | Not Found
            PUT    | /servlet/log           | 405 | Method Not Allowed
            DELETE | /api/test/throw        | 405 | Method Not Allowed
            FOO    | /missing               | 501 | Not Implemented
            GET    | /servlet/throw         | 500 | Internal Server Error
            GET    | /servlet/error         | 500 | Internal Server Error
            GET    | /servlet/send-error    | 409 | Conflict
            GET    | /servlet/async-timeout | 500 | Internal Server Error
            GET    | /servlet/async-dispatch | 500 | Internal Server Error
            GET    | /filter                | 500 | Internal Server Error
            GET    | /api/test/throw        | 500 | Internal Server Error
            GET    | /api/test/async        | 500 | Internal Server Error
            GET    | /api/test/conflict     | 409 | Conflict
            GET    | /api/test/bare         | 410 | Gone
            """)
    void isAProblem(String method, String path, int status, String title) {
        assertProblem(RawHttp.request(server.port(), method + " " + path + " HTTP/1.1", HOST, CLOSE), status, title);
    }

    /** RFC 9110, section 9.3.2. */
    @Test
    void hasNoBodyWhereNobodyAsksForOne() {
        Answer answer = RawHttp.request(server.port(), "HEAD /missing HTTP/1.1", HOST, CLOSE);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).isEmpty();
        assertSafeHeaders(answer);
    }

    /** A response that has begun cannot become a problem; both servers end it as if it were complete. */
    @Test
    void saysNothingOfTheInsideInTheMiddleOfAnAnswer() {
        Answer answer = RawHttp.request(server.port(), "GET /servlet/late HTTP/1.1", HOST, CLOSE);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("begun");
        assertSafeHeaders(answer);
    }

    @Test
    void saysWhichMethodsAResourceHas() {
        Answer answer = RawHttp.request(server.port(), "DELETE /api/test/throw HTTP/1.1", HOST, CLOSE);
        assertThat(answer.header("Allow")).contains("GET").doesNotContain("DELETE");
    }

    @Test
    void keepsTheBodyThatAResourceGivesToAnError() {
        Answer answer = RawHttp.request(server.port(), "GET /api/test/own HTTP/1.1", HOST, CLOSE);
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.text()).contains("own");
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
    }

    @Test
    void takesGoodJson() {
        Answer answer = post("/api/test/json", "application/json", "{\"number\":7}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("{\"number\":7}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"number\":", "[1,2", "{\"number\":\"x\"}", "nonsense"})
    void refusesMalformedJson(String body) {
        assertProblem(post("/api/test/json", "application/json", body), 400, "Bad Request");
    }

    @Test
    void refusesAnotherMediaType() {
        assertProblem(post("/api/test/json", "text/csv", "7"), 415, "Unsupported Media Type");
    }

    @Test
    void refusesAnAnswerThatItCannotGive() {
        assertProblem(
                RawHttp.request(
                        server.port(),
                        "POST /api/test/json HTTP/1.1",
                        HOST,
                        CLOSE,
                        "Accept: image/png",
                        "Content-Type: application/json",
                        "Content-Length: 0"),
                406,
                "Not Acceptable");
    }

    /** RFC 7578: a file from a browser. */
    @Test
    void takesAFileInAForm() {
        Answer answer = post("/api/test/form", FORM_TYPE, FORM.formatted("file", "x".repeat(10_000_000)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).contains("10000000 bytes, 0 files");
        Answer without = post("/api/test/form", FORM_TYPE, FORM.formatted("other", "x"));
        assertThat(without.status()).isEqualTo(400);
        assertThat(without.text()).contains("{\"detail\":\"must not be null\",\"parameter\":\"file\"}");
        // In either case Liberty finds no parts, and Payara no form.
        assertThat(post("/api/test/form", FORM_TYPE, "nonsense").status()).isEqualTo(400);
        assertThat(post("/api/test/form", "multipart/form-data", "x").status()).isEqualTo(400);
    }

    /**
     * A large file, several that are too large together, and many parts of a few bytes, each of which has a buffer.
     */
    @Test
    void refusesAFormThatBecomesTooLarge() {
        for (String form : List.of(
                FORM.formatted("file", " ".repeat(11_000_000)),
                FORM.formatted("file", " ".repeat(4_000_000))
                                .replace("--limit--\r\n", "")
                                .repeat(3) + "--limit--\r\n",
                "--limit\n\n\n".repeat(100_000))) {
            assertProblem(
                    RawHttp.bytes(
                            server.port(),
                            head("/api/test/form", FORM_TYPE, "Transfer-Encoding: chunked")
                                    + "%s\r\n%s\r\n0\r\n\r\n".formatted(Integer.toHexString(form.length()), form)),
                    413,
                    "Content Too Large");
        }
    }

    /**
     * A valid form, except for its 6,000 parts, whose number would be hidden by counting with another boundary than the
     * server's.
     */
    @Test
    void isNotDeceivedAboutTheBoundary() {
        String parts = FORM.formatted("file", "x").replace("--limit--\r\n", "").repeat(6000) + "--limit--\r\n";
        Answer answer = RawHttp.bytes(
                server.port(),
                head(
                                "/api/test/form",
                                "multipart/form-data; xboundary=other; boundary=limit",
                                "Content-Length: " + parts.length())
                        + parts);
        assertThat(answer.status()).as(answer.text()).isIn(400, 413);
    }

    /** By its declared length, before it is read. */
    @ParameterizedTest
    @ValueSource(strings = {"/missing", "/servlet/x", "/api/test/json"})
    void refusesALongBody(String path) {
        assertProblem(
                RawHttp.bytesAndEnd(server.port(), head(path, "application/json", "Content-Length: 10485761")),
                413,
                "Content Too Large");
    }

    /** While it is read, because its length is not declared. */
    @ParameterizedTest
    @ValueSource(strings = {"/servlet/x", "/api/test/json"})
    void refusesABodyThatBecomesTooLong(String path) {
        String chunk = "10000\r\n" + " ".repeat(65_536) + "\r\n";
        String head = head(path, "application/json", "Transfer-Encoding: chunked");
        assertProblem(RawHttp.bytes(server.port(), head + chunk.repeat(161) + "0\r\n\r\n"), 413, "Content Too Large");
    }

    /**
     * RFC 9112, section 9.6: a client that writes first and reads afterwards receives the response only if the server
     * reads the unwanted rest.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST /servlet/x   | localhost    | false | 413 | Content Too Large
            POST /servlet/x   | localhost    | true  | 413 | Content Too Large
            POST /missing     | localhost    | false | 413 | Content Too Large
            POST /missing     | localhost    | true  | 404 | Not Found
            PUT /servlet/log  | localhost    | true  | 405 | Method Not Allowed
            PUT /api/test/own | localhost    | true  | 405 | Method Not Allowed
            POST /api/missing | localhost    | true  | 404 | Not Found
            FOO /missing      | localhost    | true  | 501 | Not Implemented
            POST /missing     | evil.example | false | 400 | Bad Request
            POST /missing     | evil.example | true  | 400 | Bad Request
            """)
    void isReadByAClientThatWritesFirst(String request, String host, boolean chunked, int status, String title) {
        String head = "%s HTTP/1.1\r\nHost: %s\r\n".formatted(request, host);
        String whole = chunked
                ? head + "Transfer-Encoding: chunked\r\n\r\n" + ("10000\r\n" + " ".repeat(65_536) + "\r\n").repeat(176)
                        + "0\r\n\r\n"
                : head + "Content-Length: 11534336\r\n\r\n" + " ".repeat(11_534_336);
        assertProblem(RawHttp.wholeBytes(server.port(), whole), status, title);
    }

    /**
     * RFC 9110, section 10.1.1: a client need not send a body that is rejected in any case. Open Liberty requests every
     * body.
     */
    @ParameterizedTest
    @CsvSource({"evil.example, 3, 400, Bad Request", "localhost, 10485761, 413, Content Too Large"})
    void doesNotAskForTheBodyThatItRefuses(String host, long length, int status, String title) {
        String request = "POST /servlet/x HTTP/1.1\r\nHost: %s\r\nExpect: 100-continue\r\nContent-Length: %s\r\n\r\n"
                .formatted(host, length);
        Answer answer = RawHttp.bytesAndEnd(server.port(), request);
        if (server.installation().kind() == ServerKind.OPEN_LIBERTY) {
            assertThat(answer.status()).isEqualTo(100);
            assertThat(answer.body()).startsWith("HTTP/1.1 " + status);
        } else {
            assertProblem(answer, status, title);
        }
    }

    @Test
    void asksForTheBodyThatItReads() {
        HttpResponse<String> response = server.send(
                server.request("/servlet/x").expectContinue(true).POST(HttpRequest.BodyPublishers.ofString("abc")));
        assertThat(response.body()).isEqualTo("3 bytes");
    }

    @Test
    void takesABodyOfTheLimit() {
        Answer answer = post("/servlet/x", "application/octet-stream", "x".repeat(10_485_760));
        assertThat(answer.text()).contains("10485760 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: localhost.evil.example",
                "Host: 127.0.0.1",
                "Host: example.com",
                "Host: evil.example:80"
            })
    void refusesAnotherHost(String host) {
        assertProblem(RawHttp.request(server.port(), "GET /missing HTTP/1.1", host, CLOSE), 400, "Bad Request");
    }

    /** docs/servers.md lists the responses that Open Liberty sends itself, before the host can be checked. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /missing      |                    | 400 | 400
            GET /health/ready |                    | 400 | 200
            OPTIONS *         | Host: evil.example | 400 | 404
            OPTIONS *         | Host: localhost    | 404 | 404
            """)
    void refusesAHostThatIsMissingOrMeantForNobody(String request, @Nullable String host, int onPayara, int onLiberty) {
        Answer answer =
                RawHttp.request(server.port(), request + " HTTP/1.1", host == null ? "X-No-Host: true" : host, CLOSE);
        boolean liberty = server.installation().kind() == ServerKind.OPEN_LIBERTY;
        assertThat(answer.status()).as(answer.text()).isEqualTo(liberty ? onLiberty : onPayara);
        assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by", "$wsep");
    }

    /** The host of the request line counts, too, and other headers that name a host have no effect. */
    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Host: localhost", "Forwarded: host=localhost", "$WSSN: localhost"})
    void refusesAnotherHostWhateverElseItSays(String header) {
        assertProblem(
                RawHttp.request(server.port(), "GET /missing HTTP/1.1", "Host: evil.example", CLOSE, header),
                400,
                "Bad Request");
        assertProblem(
                RawHttp.request(server.port(), "GET http://evil.example/missing HTTP/1.1", HOST, CLOSE, header),
                400,
                "Bad Request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: localhost:8080", "Host: LOCALHOST", "Host: a.example.com", "Host: localhost."})
    void takesAnAllowedHost(String host) {
        assertThat(RawHttp.request(server.port(), "GET /missing HTTP/1.1", host, CLOSE)
                        .status())
                .isEqualTo(404);
    }

    /** Kubelets call the probes by IP address. */
    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/", "/health/live", "/health/ready", "/health/started"})
    void answersProbesOnAnyHost(String path) {
        Answer answer = RawHttp.request(server.port(), "GET " + path + " HTTP/1.1", "Host: 10.1.2.3:8080", CLOSE);
        assertThat(answer.status()).isEqualTo(200);
        assertSafeHeaders(answer);
    }

    /** On Open Liberty the probes are not part of the application. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health/nothing",
                "/health/livex",
                "/health/live/",
                "/health/ready/x",
                "/health/started/health/live",
                "/health/x;/../nothing"
            })
    void answersNothingElseLikeAProbe(String path) {
        Answer answer = RawHttp.request(server.port(), "GET " + path + " HTTP/1.1", HOST, CLOSE);
        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("checks");
        if (server.installation().kind() == ServerKind.PAYARA_MICRO) {
            assertProblem(answer, 404, "Not Found");
        }
    }

    @Test
    void letsNobodyBehindTheProbesThatIsNoProbe() {
        for (String path : List.of("/health/../missing", "/health/%2e%2e/missing", "/healthy", "/health;/../missing")) {
            Answer answer = RawHttp.request(server.port(), "GET " + path + " HTTP/1.1", "Host: evil.example", CLOSE);
            // Open Liberty's own module, which is not the application, answers some of it.
            assertThat(answer.status()).as(path).isIn(400, 404);
            assertThat(answer.status() == 404 && answer.headers().containsKey("x-request-id"))
                    .as(path)
                    .isFalse();
        }
    }

    @Test
    void saysNothingAboutTlsWithoutIt() {
        Answer answer = RawHttp.request(server.port(), "GET /missing HTTP/1.1", HOST, CLOSE);
        assertThat(answer.headers()).doesNotContainKey("strict-transport-security");
    }

    /** The tests' proxy has the address 127.0.0.9. */
    @Test
    void believesAProxyThatItTrustsAboutTls() {
        String request = "GET /missing HTTP/1.1\r\n" + HOST + "\r\n" + CLOSE + "\r\nX-Forwarded-Proto: https\r\n\r\n";
        assertThat(RawHttp.bytesFrom("127.0.0.9", server.port(), request, false).header("Strict-Transport-Security"))
                .isEqualTo("max-age=31536000");
        assertThat(RawHttp.bytes(server.port(), request).headers()).doesNotContainKey("strict-transport-security");
    }

    private Answer post(String path, String type, String body) {
        return RawHttp.bytes(server.port(), head(path, type, "Content-Length: " + body.length()) + body);
    }

    private static String head(String path, String type, String length) {
        return String.join("\r\n", "POST " + path + " HTTP/1.1", HOST, CLOSE, "Content-Type: " + type, length, "\r\n");
    }
}
