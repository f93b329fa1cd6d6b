package org.backendcore.contract.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backendcore.contract.fixtures.Problems.assertProblem;
import static org.backendcore.contract.fixtures.Problems.assertSafeHeaders;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

/** The response to a client that violates a constraint of Jakarta Validation, or encounters a problem with details. */
@OnEveryServer(engines = Engine.POSTGRESQL)
final class ValidationContractIT {
    /** Sent by clients, and contained in no response; long enough not to occur by chance. */
    private static final String VALUE = "client-value-7531";

    private static final Set<String> LOUD = Set.of("INFO", "WARN", "WARNING", "ERROR", "SEVERE");

    private final RunningServer server;

    ValidationContractIT(Deployment deployment) {
        this.server = deployment.server();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            parcel  | {"receiver":" ","items":[],"tags":["client-value-7531"]}                      | pointer # a receiver needs an item, pointer #/receiver must not be blank
            parcel  | {"receiver":"client-value-7531","items":[{"name":"a","count":1},{"name":"","count":-7531}]} | pointer #/items/1/count must be greater than 0, pointer #/items/1/name must not be blank
            parcel  | {"receiver":"x","items":[{"name":"a","count":1}],"tags":["client-value-7531",""]}  | pointer #/tags/1 must not be blank
            parcel  | {"receiver":"x","items":[{"name":"a","count":1}],"byName":{"a/b~ü":{"name":"","count":1}}} | pointer #/byName/a~1b~0%C3%BC/name must not be blank
            parcel  | {"receiver":"x","items":[{"name":"a","count":1}],"postal-code":"client-value-7531"} | pointer #/postal-code must match "[0-9]{5}"
            parcel  | null                                                                           | pointer # must not be null
            items   | [{"name":"client-value-7531","count":1},{"name":"client-value-7531","count":0}] | pointer #/1/count must be greater than 0
            parcel  | {"receiver":"x","items":[{"name":"a","count":1}],"card":"client-value-7531"}          | pointer #/card the check digit for the value is invalid
            parcel  | {"receiver":"x","items":[{"name":"a","count":1}],"maybe":{"name":"","count":1}}      | pointer #/maybe/name must not be blank
            value   | {"name":"client-value-7531","count":1}                                               | pointer #/count must be greater than 0
            generic | {"name":"","count":1}                                                                 | pointer #/name must not be blank
            items   | []                                                                             | pointer # size must be between 1 and 2147483647
            by-hand | {"name":"","count":-7531}                                                      | pointer #/count must be greater than 0, pointer #/name must not be blank
            """)
    void saysWhichPartOfTheBodyIsNotValid(String resource, String body, String errors) throws Exception {
        assertInvalid(post(resource, body), errors);
    }

    /** A body that cannot be read at all is not attributed to a part. */
    @Test
    void refusesABodyThatIsNotThere() {
        assertProblem(post("parcel", ""), 400, "Bad Request");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            client-value-7531    | parameter id size must be between 0 and 5
            7?depth=7531         | parameter depth must be less than or equal to 9
            7/parts;size=7531?first=-7531 | parameter first must be greater than or equal to 0, parameter size must be less than or equal to 100
            range/all?from=7531  | must have an end
            page/all?page-size=7531 | parameter X-First must be greater than or equal to 0, parameter page-size must be less than or equal to 100
            """)
    void saysWhichParameterIsNotValid(String path, String errors) throws Exception {
        assertInvalid(get(path, id()), errors);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            parcel | {"receiver":"x","items":[{"name":"a","count":1}],"byName":{},"tags":["b"],"postal-code":"01234"} | "postal-code":"01234"
            items  | [{"name":"a","count":1}]                                                                          | "count":1
            """)
    void takesWhatIsValid(String resource, String body, String part) {
        Answer answer = post(resource, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).contains(part);
    }

    /**
     * A return value of ours, a call behind the resource, and an incorrectly declared constraint are not the client's
     * fault.
     */
    @ParameterizedTest
    @ValueSource(strings = {"result/wrong", "work/wrong", "declared/wrong", "nothing/wrong"})
    void isAFaultWhereItIsNotTheClients(String path) throws Exception {
        String id = id();
        assertProblem(get(path, id), 500, "Internal Server Error");
        Await.until(
                "its record",
                () -> records(id).stream()
                        .anyMatch(record -> record.getString("message").equals("a request failed")));
    }

    /** The others cost nothing; the time limit of all tests ensures that. */
    @Test
    void namesAHundredFaultsAtMost() {
        String body = Stream.generate(() -> "{\"name\":\"\",\"count\":1}")
                .limit(100_000)
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(json(post("items", body)).getJsonArray("errors")).hasSize(100);
    }

    /** The client chooses the key, including its length and its characters. */
    @Test
    void endsAPointerAtAKeyThatIsTooLong() {
        Answer answer = post(
                "parcel",
                "{\"receiver\":\"x\",\"items\":[{\"name\":\"a\",\"count\":1}],\"byName\":{\"%s\":{\"name\":\"\",\"count\":1}}}"
                        .formatted("k".repeat(1_000_000)));
        assertThat(json(answer).getJsonArray("errors").toString())
                .isEqualTo("[{\"detail\":\"must not be blank\",\"pointer\":\"#/byName\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\u0000", "e\\u0301"})
    void bearsAnyKey(String key) {
        Answer answer = post(
                "parcel",
                "{\"receiver\":\"x\",\"items\":[{\"name\":\"a\",\"count\":1}],\"byName\":{\"%s\":{\"name\":\"\",\"count\":1}}}"
                        .formatted(key));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.text()).contains("\"title\":\"Bad Request\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            detail | 409 | "type":"about:blank","title":"Conflict","status":409,"detail":"It has \\"been\\" shipped."
            type   | 422 | "type":"urn:problem:shipped","title":"Shipped","status":422,"detail":"Two days ago."
            busy   | 503 | "type":"about:blank","title":"Service Unavailable","status":503,"detail":"The stock does not answer."
            fault  | 500 | "type":"about:blank","title":"Internal Server Error","status":500,"detail":"Not yours."
            """)
    void tellsWhatTheApplicationSays(String kind, int status, String members) {
        for (String path : List.of("/api/validated/problem/" + kind, "/servlet/problem?text=" + kind)) {
            String id = id();
            Answer answer = request("GET " + path, id, "");
            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
            assertThat(answer.text()).contains("{" + members + ",\"requestId\":\"" + id + "\"}");
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.header("Retry-After")).isEqualTo(status == 503 ? "5" : "");
            assertSafeHeaders(answer);
        }
    }

    /** One per second and reason, and no other test uses this reason. */
    @Test
    void logsOneLineForWhatMaySucceedLater() throws Exception {
        String mark = id();
        List<String> ids = Stream.generate(ValidationContractIT::id).limit(5).toList();
        ids.forEach(id -> assertThat(get("problem/" + mark, id).status()).isEqualTo(503));
        for (String id : ids) {
            Await.until("its access record", () -> records(id).stream().anyMatch(each -> each.containsKey("url.path")));
            assertThat(records(id)).noneMatch(record -> record.containsKey("error.stack_trace"));
        }
        assertThat(server.printed().records().stream()
                        .map(record -> record.getString("message", ""))
                        .filter(message -> message.contains("away: " + mark)))
                .hasSizeBetween(1, ids.size() - 1)
                .first()
                .asString()
                .isEqualTo("a request cannot be served at the moment: It is away: %s. (java.io.IOException: no answer)"
                        .formatted(mark));
    }

    private void assertInvalid(Answer answer, String errors) throws Exception {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertSafeHeaders(answer);
        JsonObject problem = json(answer);
        assertThat(problem.getString("title")).isEqualTo("Bad Request");
        assertThat(problem.keySet()).containsExactly("type", "title", "status", "errors", "requestId");
        assertThat(problem.getJsonArray("errors").getValuesAs(JsonObject.class).stream()
                        .map(ValidationContractIT::readable)
                        .collect(Collectors.joining(", ")))
                .isEqualTo(errors);
        String id = answer.header("X-Request-Id");
        assertThat(answer.text().replace(id, "")).doesNotContain(VALUE, "7531", "arg0", "org.");
        Await.until("an access record", () -> records(id).stream().anyMatch(record -> record.containsKey("url.path")));
        assertThat(records(id))
                .filteredOn(record -> !record.containsKey("url.path"))
                .noneMatch(record -> LOUD.contains(record.getString("log.level", "")));
    }

    private static String readable(JsonObject error) {
        return error.keySet().stream()
                        .filter(name -> !name.equals("detail"))
                        .map(place -> place + " " + error.getString(place) + " ")
                        .collect(Collectors.joining())
                + error.getString("detail");
    }

    private Answer get(String path, String id) {
        return request("GET /api/validated/" + path, id, "");
    }

    private Answer post(String path, String body) {
        return request("POST /api/validated/" + path, id(), body);
    }

    /** Requests German, which changes nothing. */
    private Answer request(String line, String id, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = String.join(
                "\r\n",
                line + " HTTP/1.1",
                "Host: localhost",
                "Connection: close",
                "Accept-Language: de",
                "X-First: -7531",
                "Content-Type: application/json",
                "Content-Length: " + bytes.length,
                "traceparent: 00-" + id + "-00f067aa0ba902b7-01",
                "\r\n");
        return RawHttp.bytes(server.port(), head + new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private List<JsonObject> records(String id) {
        return server.printed().records().stream()
                .filter(record -> record.getString("trace.id", "").equals(id))
                .toList();
    }

    /** Also for a chunked response. */
    private static JsonObject json(Answer answer) {
        String text = answer.body();
        try (JsonReader reader =
                Json.createReader(new StringReader(text.substring(text.indexOf('{'), text.lastIndexOf('}') + 1)))) {
            return reader.readObject();
        }
    }
}
