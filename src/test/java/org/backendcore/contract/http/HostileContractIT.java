package org.backendcore.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backendcore.contract.fixtures.OnEveryServer;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Engine;
import org.backendcore.testkit.RawHttp;
import org.backendcore.testkit.RawHttp.Answer;
import org.backendcore.testkit.RunningServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that no browser sends: they are rejected or cut off, no internals are revealed, and the server is not
 * affected.
 */
@OnEveryServer(engines = Engine.POSTGRESQL)
final class HostileContractIT {
    private static final String HOST = "Host: localhost\r\nConnection: close\r\n";
    private static final String POST = "POST /servlet/x HTTP/1.1\r\n" + HOST;
    private static final int LONG = 100_000;
    private static final int MANY = 10_000;

    private final RunningServer server;

    HostileContractIT(Deployment deployment) {
        this.server = deployment.server();
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("a malformed escape", get("/%zz")),
                Arguments.of("a truncated escape", get("/a%2")),
                Arguments.of("a lone percent sign", get("/%")),
                Arguments.of("a malformed escape before a probe", get("/%zz/../health/live")),
                Arguments.of("a path traversal", get("/../../etc/passwd")),
                Arguments.of("an escaped path traversal", get("/%2e%2e/%2e%2e/etc/passwd")),
                Arguments.of("a path traversal after a probe", get("/health/../../etc/passwd")),
                Arguments.of("a path traversal with a parameter", get("/;a/../WEB-INF/web.xml")),
                Arguments.of("an escaped WEB-INF", get("/%57EB-INF/web.xml")),
                Arguments.of("an escaped slash", get("/a%2fb")),
                Arguments.of("a backslash", get("/a\\b")),
                Arguments.of("an escaped NUL", get("/a%00b")),
                Arguments.of("a NUL", get("/a\0b")),
                Arguments.of("an overlong encoding", get("/%c0%ae%c0%ae/")),
                Arguments.of("bytes that are not text", get("/\u00ff\u00fe")),
                Arguments.of("a long path", get("/" + "a".repeat(LONG))),
                Arguments.of("a long query", get("/x?" + "a".repeat(LONG))),
                Arguments.of("a long header", headers("X: " + "a".repeat(LONG) + "\r\n")),
                Arguments.of(
                        "many headers",
                        headers(IntStream.range(0, MANY)
                                .mapToObj("X%d: a\r\n"::formatted)
                                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
                                .toString())),
                Arguments.of("a NUL in a header", headers("X: a\0b\r\n")),
                Arguments.of("a header without a colon", headers("X\r\n")),
                Arguments.of("a space before the colon", headers("X : a\r\n")),
                Arguments.of("a folded header", headers("X: a\r\n b\r\n")),
                Arguments.of("no Host", "GET /health/x HTTP/1.1\r\nConnection: close\r\n\r\n"),
                Arguments.of("an empty Host", "GET /x HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n"),
                Arguments.of("two Hosts", headers("Host: localhost\r\n")),
                Arguments.of("an invalid Host", "GET /x HTTP/1.1\r\nHost: a/b@c:x\r\nConnection: close\r\n\r\n"),
                Arguments.of("HTTP/1.0 without a Host", "GET /x HTTP/1.0\r\n\r\n"),
                Arguments.of("HTTP/0.9", "GET /x\r\n\r\n"),
                Arguments.of("HTTP/3.0", "GET /x HTTP/3.0\r\n" + HOST + "\r\n"),
                Arguments.of("line feeds only", "GET /x HTTP/1.1\nHost: localhost\nConnection: close\n\n"),
                Arguments.of("TRACE", "TRACE /x HTTP/1.1\r\n" + HOST + "Cookie: secret\r\n\r\n"),
                Arguments.of("a method with control characters", "G\u001b[2J\u0000 /x HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("an unknown method", "X-Y /x HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("an unknown encoding", POST + "Transfer-Encoding: xchunked\r\n\r\nabc"),
                Arguments.of("malformed chunks", POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void refuses(String name, String request) {
        int traces = traces().size();
        assertRefused(name, RawHttp.bytes(server.port(), request));
        assertThatNothingHappened(traces);
    }

    static Stream<Arguments> unfinished() {
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("CONNECT", "CONNECT example.com:80 HTTP/1.1\r\n" + HOST + "\r\n"),
                Arguments.of("a huge chunk", POST + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabc"),
                Arguments.of("TLS", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\n\r\n"),
                Arguments.of("HTTP/2 by force", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                Arguments.of("half a line", "GET /x HT"),
                Arguments.of("half a head", "GET /x HTTP/1.1\r\nHost: localhost\r\n"),
                Arguments.of("half a body", POST + "Content-Length: 100\r\n\r\nabc"),
                Arguments.of("half a chunk", POST + "Transfer-Encoding: chunked\r\n\r\n64\r\nabc"));
    }

    /** The client closes its half of the connection. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("unfinished")
    void endsWhatTheClientEnds(String name, String request) {
        int traces = traces().size();
        assertRefused(name, RawHttp.bytesAndEnd(server.port(), request));
        assertThatNothingHappened(traces);
    }

    /** RFC 9112, section 6.1: a proxy in front may see one request where the server sees two. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
                "Content-Length: 4\r\nContent-Length: 3\r\n\r\nabc",
                "Content-Length: 3, 4\r\n\r\nabc",
                "Content-Length: abc\r\n\r\n",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: +3\r\n\r\nabc",
                "Content-Length: 99999999999999999999\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"
            })
    void answersNothingThatHidesInABody(String ambiguous) {
        int traces = traces().size();
        String path = "/hidden-" + UUID.randomUUID();
        String hidden = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path);
        String text = RawHttp.bytes(
                        server.port(), "POST /servlet/x HTTP/1.1\r\nHost: localhost\r\n" + ambiguous + hidden)
                .text();
        // Reached only if the server closes the connection.
        assertThat(text).containsOnlyOnce("HTTP/1.1 ");
        assertThatNothingHappened(traces);
        assertThat(server.log()).doesNotContain(path);
    }

    private void assertRefused(String name, Answer answer) {
        assertThat(answer.status())
                .as(name + ": " + answer.text())
                .satisfiesAnyOf(
                        status -> assertThat(status).isZero(),
                        status -> assertThat(status).isBetween(400, 599));
        assertThat(answer.text()).doesNotContainIgnoringCase("exception").doesNotContain("\tat ");
        assertThat(answer.headers()).doesNotContainKeys("server", "x-powered-by", "$wsep");
    }

    private List<JsonObject> traces() {
        return server.printed().records().stream()
                .filter(record -> record.containsKey("error.stack_trace"))
                .toList();
    }

    private void assertThatNothingHappened(int traces) {
        assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        List<JsonObject> all = traces();
        assertThat(all.subList(traces, all.size())).isEmpty();
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n";
    }

    private static String headers(String headers) {
        return "GET /x HTTP/1.1\r\n" + HOST + headers + "\r\n";
    }
}
