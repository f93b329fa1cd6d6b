package org.backendcore.contract.stop;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.backendcore.contract.fixtures.DatabaseServlet;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.Release;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.backendcore.testkit.SteadyLoad;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A server's responses before it is ready, when it becomes ready, and from SIGTERM to its end. Both servers run in
 * parallel.
 */
@Isolated("it bounds the time that answers take")
final class StopContractIT {
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final PostgresDatabase database = Postgres.shared().createDatabase(Canary.password());

    /** Requests that run longer than the drain, and all that arrive during it; a second signal changes nothing. */
    @Test
    void drainsOnSigterm() {
        ServerKind.onBothAtOnce(kind -> {
            Map<String, String> environment = new HashMap<>(Deployment.production(database));
            environment.put("HTTP_DRAIN", DRAIN.toSeconds() + " s");
            try (Release release = Release.with(Map.of(), DatabaseServlet.class)) {
                RunningServer server = RunningServer.start(kind.install(release.war()), environment);
                try (SteadyLoad always = SteadyLoad.on(server.port(), "/missing", OFTEN)) {
                    isReadyOnlyWhenItAnswers(server);
                    drains(server);
                    assertThatItIsAProblemOrNothing(always);
                } finally {
                    server.discard();
                }
            }
        });
    }

    /**
     * From before the port is opened until it is closed, including the time in which the application starts or ends
     * behind an open port.
     */
    private static void assertThatItIsAProblemOrNothing(SteadyLoad load) {
        assertThat(load.between(Long.MIN_VALUE, System.nanoTime()))
                .filteredOn(answer -> answer.status() != 0)
                .isNotEmpty()
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isIn(404, 503);
                    assertThat(answer.body()).contains("\"status\":" + answer.status());
                });
    }

    /** Polled from before the port is opened. */
    private static void isReadyOnlyWhenItAnswers(RunningServer server) {
        try (SteadyLoad ready = SteadyLoad.on(server.port(), "/health/ready", OFTEN);
                SteadyLoad missing = SteadyLoad.on(server.port(), "/missing", OFTEN)) {
            server.awaitReady();
            SteadyLoad.Answer first = ready.await(0, answer -> answer.status() == 200);
            assertThat(missing.between(first.received(), System.nanoTime()))
                    .as(server.log())
                    .allMatch(answer -> answer.status() == 404 && answer.body().contains("about:blank"));
            assertThat(ready.between(first.received(), System.nanoTime())).allMatch(answer -> answer.status() == 200);
        }
    }

    private static void drains(RunningServer server) {
        // HTTP/1.1: a request for HTTP/2 always gets 'Connection: close', and so does a 404 from Open Liberty.
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        assertThat(connection(client, server)).isEmpty();
        List<CompletableFuture<HttpResponse<String>>> longOnes = Stream.of("/test/hold", "/test/hold?asynchronously")
                .map(path -> client.sendAsync(request(server, path), HttpResponse.BodyHandlers.ofString()))
                .toList();
        try (SteadyLoad ready = SteadyLoad.on(server.port(), "/health/ready", Duration.ofMillis(50));
                SteadyLoad missing = SteadyLoad.on(server.port(), "/missing", Duration.ofMillis(50))) {
            missing.await(System.nanoTime(), answer -> answer.status() == 404);
            long begin = System.nanoTime();
            server.askToStop();
            SteadyLoad.Answer down = ready.await(begin, answer -> answer.status() != 200);
            assertThat(down.status()).isEqualTo(503);
            assertThat(down.body()).contains("\"serving\"");
            long half = begin + DRAIN.toNanos() / 2;
            assertThat(ready.between(down.sent(), half))
                    .as("readiness stays down")
                    .isNotEmpty()
                    .allMatch(answer -> answer.status() == 503);
            server.askToStop();
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(connection(client, server))
                    .hasValueSatisfying(value -> assertThat(value).isEqualToIgnoringCase("close"));
            assertThat(missing.between(begin, begin + DRAIN.toNanos()))
                    .as("every request of the drain is answered")
                    .hasSizeGreaterThan(20)
                    .allMatch(answer -> answer.status() == 404);
        }
        assertThat(longOnes)
                .allSatisfy(longOne ->
                        assertThat(longOne.join().statusCode()).as(server.log()).isEqualTo(200));
        assertThat(server.awaitExit()).isEqualTo(143);
        assertThat(server.log())
                // Possibly together with a request of the load.
                .containsPattern("requests still running: [2-9]; they have 30 s")
                .containsOnlyOnce("stopping: no longer ready, but still serving for 3 s (HTTP_DRAIN)")
                .containsOnlyOnce("already stopping; SIGKILL would end the process at once")
                .doesNotContain("the database does not answer");
        List<JsonObject> records = server.printed().records();
        assertThat(records)
                .as("nothing is printed to the standard streams")
                .noneMatch(record -> record.getString("log.logger", "").matches("stdout|stderr|SystemOut|SystemErr"));
        if (server.installation().kind() == ServerKind.PAYARA_MICRO) {
            assertThat(records.get(records.size() - 1).getString("message"))
                    .as("what is logged while the JVM ends is still logged")
                    .isEqualTo("Payara Micro STOPPED.");
        }
    }

    private static Optional<String> connection(HttpClient client, RunningServer server) {
        return client.sendAsync(request(server, "/test/query"), HttpResponse.BodyHandlers.discarding())
                .join()
                .headers()
                .firstValue("Connection");
    }

    private static HttpRequest request(RunningServer server, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .build();
    }
}
