package org.backendcore.contract.orders;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.backendcore.contract.fixtures.OnEveryServer;
import org.backendcore.testkit.Await;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP interface of orders and their invoices. */
@OnEveryServer
final class OrdersContractIT {
    private static final String ORDER = "{\"customer\":\"Ada\",\"lines\":[{\"article\":\"ink\",\"quantity\":2}]}";

    private static final String FORM = """
            --limit\r
            Content-Disposition: form-data; name="%s"; filename="slip.pdf"\r
            Content-Type: application/octet-stream\r
            \r
            %s\r
            --limit--\r
            """;

    /** More than the servers buffer, less than they accept. */
    private static final int SLIP = 9 * 1024 * 1024;

    private static final int TOO_LARGE = 11 * 1024 * 1024;

    private final Deployment deployment;
    private final RunningServer server;

    OrdersContractIT(Deployment deployment) {
        this.deployment = deployment;
        this.server = deployment.server();
    }

    @Test
    void keepsAnOrder() {
        Instant before = Instant.now();
        HttpResponse<String> created = server.sendJson("POST", "/api/orders", ORDER);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonObject order = json(created);
        assertThat(created.headers().firstValue("Location").orElseThrow()).endsWith("/api/orders/" + id(order));
        assertThat(order.getInt("version")).isEqualTo(1);
        assertThat(order.getString("customer")).isEqualTo("Ada");
        assertThat(order.getString("state")).isEqualTo("PLACED");
        assertThat(order.getJsonArray("lines")).hasToString("[{\"article\":\"ink\",\"quantity\":2}]");
        Instant placed = Instant.parse(order.getString("placed"));
        assertThat(placed).isBetween(before.minusSeconds(1), Instant.now());
        assertThat(json(server.get("/api/orders/" + id(order)))).isEqualTo(order);
        // The database stores that instant, whatever the time zone of the server.
        deployment
                .database()
                .ifPresent(database -> assertThat(Instant.parse(database.query(
                                "SELECT to_char(placed AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') FROM orders WHERE id = "
                                        + id(order))))
                        .isEqualTo(placed));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"customer":" ","lines":[{"article":"ink","quantity":1}]}   | #/customer
            {"customer":"A\\u0000","lines":[{"article":"ink","quantity":1}]} | #/customer
            {"customer":"Ada","lines":[]}                               | #/lines
            {"customer":"Ada","lines":[{"article":"ink","quantity":0}]} | #/lines/0/quantity
            {"customer":"Ada","lines":[null]}                           | #/lines/0
            """)
    void refusesAnOrderThatIsNotValid(String order, String pointer) {
        HttpResponse<String> refused = server.sendJson("POST", "/api/orders", order);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(json(refused).getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo(pointer);
    }

    @Test
    void refusesMoreLinesThanTheSettingAllows() {
        String lines = "{\"article\":\"ink\",\"quantity\":1},".repeat(101);
        HttpResponse<String> refused = server.sendJson(
                "POST",
                "/api/orders",
                "{\"customer\":\"Ada\",\"lines\":[%s]}".formatted(lines.substring(0, lines.length() - 1)));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(json(refused).getString("detail")).isEqualTo("The order has too many lines.");
    }

    @Test
    void shipsAnOrderThatNobodyHasChangedMeanwhile() {
        long id = place();
        HttpResponse<String> shipped = ship(id, 1);
        assertThat(shipped.statusCode()).as(shipped.body()).isEqualTo(200);
        assertThat(json(shipped).getString("state")).isEqualTo("SHIPPED");
        assertThat(json(shipped).getInt("version")).isEqualTo(2);
        HttpResponse<String> again = ship(id, 1);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json(again).getString("type")).isEqualTo("urn:problem:order-changed");
        assertThat(ship(Long.MAX_VALUE, 1).statusCode()).isEqualTo(404);
    }

    /** Two clients at once: one is too late and is told so; nobody gets a 500. */
    @Test
    void letsOneOfTwoShipIt() throws Exception {
        for (int round = 0; round < 10; round++) {
            long id = place();
            int[] statuses = new int[2];
            Thread other = new Thread(() -> statuses[1] = ship(id, 1).statusCode());
            other.start();
            statuses[0] = ship(id, 1).statusCode();
            other.join();
            assertThat(statuses).containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void listsOrdersPageByPage() {
        long first = place();
        long second = place();
        long third = place();
        JsonObject page = json(server.get("/api/orders?size=2&after=" + (first - 1)));
        assertThat(page.getJsonArray("orders").getValuesAs(OrdersContractIT::id))
                .containsExactly(first, second);
        JsonObject last = json(server.get("/api/orders?after=" + page.getJsonNumber("next")));
        assertThat(last.getJsonArray("orders").getValuesAs(OrdersContractIT::id))
                .startsWith(third);
        assertThat(last.containsKey("next")).isFalse();
        assertThat(server.get("/api/orders?size=101").statusCode()).isEqualTo(400);
    }

    @Test
    void keepsAnUploadAndRefusesOneThatIsTooLarge() {
        String slip = "/api/orders/%s/slip".formatted(place());
        assertThat(server.get(slip).statusCode()).isEqualTo(404);
        assertThat(upload(slip, SLIP).statusCode()).isEqualTo(204);
        assertThat(server.get(slip).body()).hasSize(SLIP);
        HttpResponse<String> refused = upload(slip, TOO_LARGE);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(413);
        assertThat(server.get(slip).body()).hasSize(SLIP);
    }

    @Test
    void keepsASlipThatComesInAForm() {
        String slip = "/api/orders/%s/slip".formatted(place());
        HttpResponse<String> uploaded = uploadForm(slip, "slip", SLIP);
        assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(204);
        assertThat(server.get(slip).body()).isEqualTo("x".repeat(SLIP));
        assertThat(uploadForm(slip, "slip", TOO_LARGE).statusCode()).isEqualTo(413);
        byte[] tooLarge = FORM.formatted("slip", "x".repeat(TOO_LARGE)).getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> chunked =
                post(slip, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLarge)));
        assertThat(chunked.statusCode()).as(chunked.body()).isEqualTo(413);
        HttpResponse<String> other = uploadForm(slip, "other", 1);
        assertThat(other.statusCode()).as(other.body()).isEqualTo(400);
        assertThat(server.get(slip).body()).hasSize(SLIP);
    }

    @Test
    void exportsEveryOrder() {
        long id = place();
        HttpResponse<String> export = server.get("/api/orders/export");
        assertThat(export.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(export.body())
                .startsWith("id,customer,state,placed\r\n")
                .contains("\r\n%s,\"Ada\",PLACED,".formatted(id));
    }

    @Test
    void writesTheInvoiceAfterTheCommit() throws Exception {
        long id = place();
        String path = "/api/invoices/" + id;
        Await.until("an invoice", () -> server.get(path).statusCode() == 200);
        assertThat(json(server.get(path)).getString("customer")).isEqualTo("Ada");
        assertThat(json(server.get(path)).getInt("articles")).isEqualTo(2);
    }

    private long place() {
        return id(json(server.sendJson("POST", "/api/orders", ORDER)));
    }

    private HttpResponse<String> ship(long id, int version) {
        return server.sendJson("POST", "/api/orders/%s/shipment".formatted(id), "{\"version\":%s}".formatted(version));
    }

    private HttpResponse<String> upload(String path, int bytes) {
        return server.send(server.request(path)
                .header("Content-Type", "application/octet-stream")
                .PUT(BodyPublishers.ofString("x".repeat(bytes))));
    }

    private HttpResponse<String> uploadForm(String path, String field, int bytes) {
        return post(path, BodyPublishers.ofString(FORM.formatted(field, "x".repeat(bytes))));
    }

    private HttpResponse<String> post(String path, BodyPublisher form) {
        return server.send(server.request(path)
                .header("Content-Type", "multipart/form-data; boundary=limit")
                .POST(form));
    }

    private static long id(JsonObject order) {
        return order.getJsonNumber("id").longValue();
    }

    private static JsonObject json(HttpResponse<String> response) {
        try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
            return reader.readObject();
        }
    }
}
