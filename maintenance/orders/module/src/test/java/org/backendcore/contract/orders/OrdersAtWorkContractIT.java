package org.backendcore.contract.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.backendcore.testkit.Await;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The background tasks of orders, and their use of the stock service; both servers run at once, as replicas on one
 * database.
 */
final class OrdersAtWorkContractIT {
    private static final String ORDER = "{\"customer\":\"Ada\",\"lines\":[{\"article\":\"%s\",\"quantity\":1}]}";
    private static final String TRACE = "0123456789abcdef0123456789abcdef";
    private static final int OLD = 250;

    /** Enough for minutes of work. */
    private static final long MANY = 1_000_000;

    /** The number of orders per transaction. */
    private static final long PART = 100;

    private final AtomicInteger replicas = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer stock = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final PostgresDatabase database = Postgres.shared().createDatabase();
    private final String token = Canary.password();
    private final Map<String, String> environment = new HashMap<>(Deployment.production(database));

    OrdersAtWorkContractIT() throws IOException {
        stock.createContext("/", this::answer);
        stock.setExecutor(Executors.newCachedThreadPool());
        stock.start();
        environment.putAll(Map.of(
                "ORDERS_STOCK_URL",
                "http://127.0.0.1:" + stock.getAddress().getPort(),
                "ORDERS_STOCK_TOKEN",
                token,
                "ORDERS_EXPIRE_EVERY",
                "1s",
                "ORDERS_EXPIRE_AFTER",
                "3600s",
                "TZ",
                "Pacific/Auckland"));
    }

    @AfterEach
    void stop() {
        end.countDown();
        stock.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        requests.add("%s %s %s"
                .formatted(
                        path,
                        exchange.getRequestHeaders().getFirst("traceparent"),
                        exchange.getRequestHeaders().getFirst("Authorization")));
        if (path.contains("silent")) {
            try {
                end.await();
            } catch (InterruptedException exception) {
                Thread.currentThread().interrupt();
            }
        }
        int status = path.contains("none") ? 404 : path.contains("broken") ? 500 : 204;
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Test
    void asksTheStockAndExpiresWhatIsOldOnOneReplica() {
        ServerKind.onBothAtOnce(kind -> {
            RunningServer server = RunningServer.start(kind.install(Deployment.WAR), environment);
            try {
                server.awaitReady();
                assertThatItAsksTheStock(server);
                assertThatTheyExpireOrders();
            } finally {
                server.discard();
            }
        });
    }

    private void assertThatItAsksTheStock(RunningServer server) {
        assertThat(place(server, "black ink").statusCode()).isEqualTo(201);
        assertThat(requests)
                .anyMatch(request -> request.matches(
                        "/articles/black%20ink/1 00-" + TRACE + "-[0-9a-f]{16}-00 Bearer " + Pattern.quote(token)));
        assertThat(place(server, "none").statusCode()).isEqualTo(409);
        for (String article : List.of("silent", "broken")) {
            HttpResponse<String> unanswered = place(server, article);
            assertThat(unanswered.statusCode()).as(unanswered.body()).isEqualTo(503);
            assertThat(unanswered.body()).contains("The stock does not answer.");
            assertThat(unanswered.headers().firstValue("Retry-After")).isPresent();
        }
        await(
                "the stock among the checks",
                () -> server.get("/health/ready").body().replaceAll("\\s", "").contains("\"answers\":\"yes\""));
    }

    /** All of them, although a transaction expires a hundred, and each of them once. */
    private void assertThatTheyExpireOrders() {
        int number = replicas.incrementAndGet();
        String customer = "old-" + number;
        database.execute("INSERT INTO orders (id, version, customer, state, placed)"
                + " SELECT -i, 1, '%s', 'PLACED', now() - interval '2 hours' FROM generate_series(%s, %s) i"
                        .formatted(customer, number * 1000 + 1, number * 1000 + OLD));
        await(
                "every old order is expired",
                () -> database.query(
                                "SELECT count(*) FROM orders WHERE customer = '%s' AND state = 'EXPIRED' AND version = 2"
                                        .formatted(customer))
                        .equals(Integer.toString(OLD)));
        assertThat(database.query("SELECT count(*) FROM orders WHERE customer = 'Ada' AND state <> 'PLACED'"))
                .isEqualTo("0");
    }

    /** A long job ends with its current part. */
    @Test
    void leavesALongJobAtSigterm() {
        ServerKind.onBothAtOnce(kind -> {
            PostgresDatabase own = Postgres.shared().createDatabase();
            Map<String, String> production = new HashMap<>(Deployment.production(own));
            production.put("ORDERS_EXPIRE_EVERY", "1s");
            production.put("HTTP_DRAIN", "3 s");
            production.put("LOG_LEVEL", "DEBUG");
            RunningServer server = RunningServer.start(kind.install(Deployment.WAR), production);
            try {
                server.awaitReady();
                own.execute("INSERT INTO orders (id, version, customer, state, placed)"
                        + " SELECT -i, 1, 'old', 'PLACED', now() - interval '1 year' FROM generate_series(1, %s) i"
                                .formatted(MANY));
                await("the job is at work", () -> expired(own) > 0);
                server.askToStop();
                assertThat(server.awaitExit()).as(server.log()).isEqualTo(143);
                assertThat(server.log()).doesNotContain("failed; the next is in time");
                assertThat(expired(own) % PART).isZero();
                assertThat(expired(own)).isBetween(PART, MANY - PART);
            } finally {
                server.discard();
            }
        });
    }

    private static long expired(PostgresDatabase database) {
        return Long.parseLong(database.query("SELECT count(*) FROM orders WHERE state = 'EXPIRED'"));
    }

    private static void await(String what, Callable<Boolean> condition) {
        try {
            Await.until(what, condition);
        } catch (Exception exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static HttpResponse<String> place(RunningServer server, String article) {
        return server.send(server.request("/api/orders")
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .POST(BodyPublishers.ofString(ORDER.formatted(article))));
    }
}
