package org.backendcore.contract.logging;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.backendcore.contract.fixtures.FaultyServlet;
import org.backendcore.contract.fixtures.ModuleRecords;
import org.backendcore.contract.fixtures.OnEveryServer;
import org.backendcore.testkit.Await;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Engine;
import org.backendcore.testkit.RawHttp;
import org.backendcore.testkit.RawHttp.Answer;
import org.backendcore.testkit.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The log as an operator reads it in production. Whether every line is a record according to the schema is checked when
 * a server has ended.
 */
@OnEveryServer(engines = Engine.POSTGRESQL)
final class LogContractIT {
    private final RunningServer server;

    LogContractIT(Deployment deployment) {
        this.server = deployment.server();
    }

    @Test
    void saysInItsLastLineOfAStartWhatHasStarted() {
        List<JsonObject> records = server.printed().records().stream()
                .filter(record -> !ModuleRecords.include(record))
                .toList();
        int last = 0;
        while (!logger(records.get(last)).endsWith(".startup.Started")) {
            last++;
        }
        assertThat(message(records.get(last)))
                .matches("backend-core \\S+ started in \\d+\\.\\d s: profile 'prod', address 127\\.0\\.0\\.1:"
                        + server.port() + ", database PostgreSQL .+");
        assertThat(last + 1).isLessThanOrEqualTo(20);
        assertThat(records.stream()
                        .skip(last + 1L)
                        .takeWhile(record -> !record.containsKey("trace.id")
                                && !logger(record).endsWith(".DatabaseWatch")))
                .as("after the start, before the first request")
                .isEmpty();
    }

    /**
     * The causes of the servers' own warnings are fixed, or the warnings are hidden for a reason; the application's are
     * about its settings.
     */
    @Test
    void startsWithoutAWarningOfTheServer() {
        assertThat(server.printed().records().stream()
                        .takeWhile(record -> !logger(record).endsWith(".startup.Started"))
                        .filter(record -> !logger(record).startsWith("org.backendcore."))
                        // From Open Liberty, about LOG_LEVEL=DEBUG without its agent, which only these tests use.
                        .filter(record -> !record.getString("event.code", "").equals("TRAS0032W"))
                        .filter(record ->
                                List.of("WARNING", "SEVERE", "ERROR").contains(record.getString("log.level", ""))))
                .isEmpty();
    }

    /** Payara Micro's warning at the first request about a valid WAR. */
    @Test
    void leavesOutWhatIsHarmless() throws Exception {
        assertThat(request("GET /missing HTTP/1.1", id()).status()).isEqualTo(404);
        assertThat(server.printed().records())
                .noneMatch(record -> message(record).startsWith("Context path from"));
    }

    @Test
    void logsAtTheLevelOfTheSetting() {
        assertThat(server.printed().records())
                .anySatisfy(
                        record -> assertThat(record.getString("log.level", "")).isEqualTo("FINE"));
    }

    @ParameterizedTest
    @CsvSource({
        "/missing, 404",
        "/servlet/async, 200",
        "/servlet/async-timeout, 500",
        "/servlet/async-throw, 500",
        "/api/test/async, 500",
        "/servlet/late, 200",
        "/servlet/throw, 500"
    })
    void recordsEachRequestOnce(String path, String status) throws Exception {
        String id = id();
        Answer answer = request("GET " + path + ";session=secretword?query=secretword HTTP/1.1", id);
        assertThat(answer.status()).isEqualTo(Integer.parseInt(status));
        Await.until("an access record", () -> !access(id).isEmpty());
        String next = id();
        request("GET /x HTTP/1.1", next);
        Await.until("the next access record", () -> !access(next).isEmpty());
        JsonObject record = access(id).get(0);
        assertThat(access(id)).hasSize(1);
        assertThat(record.getString("message")).isEqualTo("GET %s %s".formatted(path, status));
        assertThat(record.getString("http.request.method")).isEqualTo("GET");
        assertThat(record.getString("http.response.status_code")).isEqualTo(status);
        assertThat(record.getString("url.path")).isEqualTo(path);
        assertThat(record.getString("client.address")).isEqualTo("127.0.0.1");
        assertThat(Long.parseLong(record.getString("event.duration"))).isPositive();
        assertThat(server.log()).doesNotContain("secretword");
    }

    @Test
    void recordsARefusedRequest() throws Exception {
        String id = id();
        RawHttp.request(server.port(), "GET /x HTTP/1.1", "Host: evil.example", "Connection: close", traceparent(id));
        Await.until("an access record", () -> !access(id).isEmpty());
        assertThat(access(id).get(0).getString("message")).isEqualTo("GET /x 400");
    }

    /**
     * As proxies send it: nginx and HAProxy without a port, Azure's gateway with one, some as in RFC 7239, section 6.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "192.0.2.1, 192.0.2.2      | 192.0.2.2",
                "192.0.2.1, 127.0.0.9      | 192.0.2.1",
                "203.0.113.7:50112         | 203.0.113.7",
                "[2001:db8::7]:50112       | 2001:db8::7",
                "\"[2001:db8::7]\"         | 2001:db8::7",
                "\"[2001:DB8:0::7]:50112\" | 2001:db8::7",
                "2001:db8:0:0:0:0:0:7      | 2001:db8::7",
                "::ffff:203.0.113.7        | 203.0.113.7",
                "203.0.113.7,              | 203.0.113.7",
                "203.0.113.7, , ,          | 203.0.113.7",
                "203.0.113.7, unknown      | 127.0.0.9",
                "203.0.113.7, \"198.51.100.1 | 127.0.0.9",
                "203.0.113.7, 999.0.0.1:80 | 127.0.0.9",
                "`,`                       | 127.0.0.9"
            })
    void recordsTheClientBehindAProxyThatItTrusts(String forwarded, String client) throws Exception {
        String id = id();
        String head = "GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\nX-Forwarded-For: %s\r\n\r\n"
                .formatted(traceparent(id), forwarded);
        RawHttp.bytesFrom("127.0.0.9", server.port(), head, false);
        Await.until("an access record", () -> !access(id).isEmpty());
        assertThat(access(id).get(0).getString("client.address")).isEqualTo(client);
    }

    @Test
    void recordsNoProbe() throws Exception {
        String probe = id();
        assertThat(request("GET /health/live HTTP/1.1", probe).status()).isEqualTo(200);
        String id = id();
        request("GET /x HTTP/1.1", id);
        Await.until("an access record", () -> !access(id).isEmpty());
        assertThat(of(probe)).isEmpty();
    }

    /** In the response, in its body, and in every record, including those from other threads. */
    @ParameterizedTest
    @CsvSource({
        "/servlet/log?text=here, here",
        "/servlet/log-anonymously?text=here, here",
        "/servlet/async, asynchronous",
        "/api/test/async, managed",
        "/api/test/async, a request failed",
        "/api/test/throw, a request failed",
        "/servlet/throw, a request failed",
        "/servlet/late, a request failed",
        "/servlet/async-dispatch, a request failed",
        "/filter, a request failed"
    })
    void carriesTheIdOfTheRequest(String path, String message) throws Exception {
        String id = id();
        Answer answer = request("GET " + path + " HTTP/1.1", id);
        assertThat(answer.header("X-Request-Id")).isEqualTo(id);
        Await.until(
                message,
                () -> of(id).stream().anyMatch(record -> message(record).equals(message)));
        if (answer.status() == 500) {
            assertThat(answer.body()).contains("\"requestId\":\"" + id + "\"");
        }
        if (message.equals("a request failed")) {
            assertThatTheFaultIsLoggedOnce(id);
        }
    }

    private void assertThatTheFaultIsLoggedOnce(String id) {
        List<JsonObject> faults = server.printed().records().stream()
                .filter(record -> record.getString("trace.id", "").equals(id))
                .filter(record -> record.toString().contains(FaultyServlet.INSIDE))
                .toList();
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).getString("error.type")).isEqualTo("java.lang.IllegalStateException");
        assertThat(faults.get(0).getString("error.stack_trace"))
                .contains(FaultyServlet.INSIDE)
                .contains("at org.backendcore.contract.fixtures.Faulty");
        assertThat(faults.get(0).getString("log.level")).isIn("SEVERE", "ERROR");
    }

    @Test
    void makesAnIdWhereTheClientHasNone() throws Exception {
        Answer answer = RawHttp.request(server.port(), "GET /x HTTP/1.1", "Host: localhost", "Connection: close");
        String id = answer.header("X-Request-Id");
        assertThat(id).matches("[0-9a-f]{32}");
        Await.until("an access record", () -> access(id).size() == 1);
    }

    /** Line breaks in logged text cannot forge a line, nor can other control characters. */
    @ParameterizedTest
    @ValueSource(strings = {"/servlet/log", "/servlet/print", "/servlet/throw-text"})
    void escapesWhatWouldForgeALine(String path) throws Exception {
        String mark = id();
        // Open Liberty does not escape all printed text: docs/logging.md.
        String controls = path.equals("/servlet/print") ? "" : "\u001b[31m\u0000";
        String text = mark + "\r\n{\"@timestamp\":\"2026-01-01T00:00:00.000Z\",\"message\":\"forged " + mark
                + "\"}\n\t\"\\\u2028" + controls;
        request("GET " + path + "?text=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + " HTTP/1.1", id());
        Await.until("its record", () -> server.log().contains(mark));
        server.printed().assertThatEveryLineIsARecord();
        assertThat(server.printed().records())
                .noneSatisfy(record -> assertThat(message(record)).startsWith("forged"));
        if (path.equals("/servlet/log")) {
            assertThat(server.printed().records().stream()
                            .map(LogContractIT::message)
                            .filter(message -> message.contains(mark)))
                    .containsExactly(text.replace("\u001b", "\\u001b").replace("\u0000", "\\u0000"));
        }
    }

    private Answer request(String line, String id) {
        return RawHttp.request(server.port(), line, "Host: localhost", "Connection: close", traceparent(id));
    }

    private static String traceparent(String id) {
        return "traceparent: 00-" + id + "-00f067aa0ba902b7-01";
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private List<JsonObject> of(String id) {
        return server.printed().records().stream()
                .filter(record -> record.getString("trace.id", "").equals(id))
                .toList();
    }

    private List<JsonObject> access(String id) {
        return of(id).stream().filter(record -> record.containsKey("url.path")).toList();
    }

    private static String message(JsonObject record) {
        return record.getString("message", "");
    }

    private static String logger(JsonObject record) {
        return record.getString("log.logger", "");
    }
}
