package org.backendcore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.backendcore.testkit.Await;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Installation;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.ReadinessProxy;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two servers behind a proxy that follows their readiness; each is restarted in turn, and no request fails. */
@Tag("slow")
final class RollingRestartIT {
    /** The minimum number of requests. */
    private static final int REQUESTS = 20_000;

    private static final int CLIENTS = 4;

    private final PostgresDatabase database = Postgres.shared().createDatabase(Canary.password());
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final Queue<String> logs = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();

    @ParameterizedTest
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @EnumSource
    void losesNoRequest(ServerKind kind) throws Exception {
        List<RunningServer> servers = new ArrayList<>();
        try {
            for (int number = 0; number < 2; number++) {
                servers.add(RunningServer.start(kind.install(Deployment.WAR), environment()));
            }
            servers.forEach(RunningServer::awaitReady);
            List<String> authorities =
                    servers.stream().map(RunningServer::authority).toList();
            try (ReadinessProxy proxy = ReadinessProxy.before(authorities)) {
                Await.until("both servers are ready", () -> authorities.stream().allMatch(proxy::isReady));
                List<Thread> clients = clients(proxy.port());
                for (int number = 0; number < servers.size(); number++) {
                    servers.set(number, restarted(servers.get(number), proxy));
                }
                Await.until(REQUESTS + " requests", () -> answered.get() >= REQUESTS);
                over.set(true);
                for (Thread client : clients) {
                    client.join();
                }
                assertThat(proxy.refused()).as("connections refused").isZero();
            }
            assertThat(failed).as(String.join("\n", logs)).isEmpty();
        } finally {
            over.set(true);
            servers.forEach(RunningServer::discard);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Deployment.production(database));
        environment.put("HTTP_DRAIN", "2 s");
        return environment;
    }

    private RunningServer restarted(RunningServer server, ReadinessProxy proxy) throws Exception {
        server.askToStop();
        assertThat(server.awaitExit()).as(server.log()).isEqualTo(143);
        logs.add(server.log());
        server.close();
        Installation installation = server.installation();
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("HTTP_PORT", Integer.toString(server.port()));
        RunningServer next = RunningServer.start(installation, environment).awaitReady();
        Await.until("the proxy sees it", () -> proxy.isReady(next.authority()));
        return next;
    }

    private List<Thread> clients(int port) {
        List<Thread> clients = new ArrayList<>();
        for (int number = 0; number < CLIENTS; number++) {
            Thread client = new Thread(() -> ask(port), "client");
            client.start();
            clients.add(client);
        }
        return clients;
    }

    private void ask(int port) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest live = request(port, "/health/live");
        HttpRequest missing = request(port, "/missing");
        while (!over.get()) {
            expect(client, live, 200);
            expect(client, missing, 404);
        }
    }

    private static HttpRequest request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
    }

    private void expect(HttpClient client, HttpRequest request, int status) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != status) {
                failed.add(Instant.now() + " " + response.statusCode() + " " + response.body());
            }
            // Both servers of this test share two processors with it.
            Thread.sleep(2);
        } catch (IOException exception) {
            failed.add(Instant.now() + " " + exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
        answered.incrementAndGet();
    }
}
