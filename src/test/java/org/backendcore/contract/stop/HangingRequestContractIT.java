package org.backendcore.contract.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.backendcore.contract.fixtures.HangingServlet;
import org.backendcore.testkit.Await;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.Release;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A request that never ends does not keep a server running; it would be in StopContractIT if it did not take a minute.
 */
@Tag("slow")
final class HangingRequestContractIT {
    /** Depends on the drain, which is zero here; plus some seconds for a noisy machine. */
    private static final Duration BOUND = Duration.ofSeconds(50 + 5);

    private final PostgresDatabase database = Postgres.shared().createDatabase(Canary.password());

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void endsWithinTheBound() {
        ServerKind.onBothAtOnce(kind -> {
            try (Release release = Release.with(Map.of(), HangingServlet.class)) {
                RunningServer server =
                        RunningServer.start(kind.install(release.war()), Deployment.production(database));
                try {
                    server.awaitReady();
                    hang(server);
                    long begin = System.nanoTime();
                    server.askToStop();
                    assertThat(server.awaitExit()).isEqualTo(143);
                    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BOUND);
                    assertThat(server.log())
                            .containsOnlyOnce(
                                    "stopping with requests still running after 30 s: 1; the process ends within 20 s");
                } finally {
                    server.discard();
                }
            } catch (Exception exception) {
                throw new IllegalStateException(exception);
            }
        });
    }

    private static void hang(RunningServer server) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        var unused = client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/test/hang"))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        Await.until("the request hangs", () -> server.threadDump().contains(HangingServlet.class.getName()));
    }
}
