package org.backendcore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.backendcore.contract.CommandLine;
import org.backendcore.contract.DatabaseServlet;
import org.backendcore.contract.NextRelease;
import org.backendcore.servers.Await;
import org.backendcore.servers.Canary;
import org.backendcore.servers.Postgres;
import org.backendcore.servers.PostgresDatabase;
import org.backendcore.servers.Release;
import org.backendcore.servers.RunningServer;
import org.backendcore.servers.ServerKind;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three servers on one PostgreSQL, behind a proxy that follows their readiness, under load: a release with one more migration is rolled
 * out, one server is killed, one is frozen, one is cut from the database.
 */
final class ClusterIT {
    private static final int REPLICAS = 3;

    /** How long an event lasts, when it has been seen. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);

    private final PostgresDatabase database = Postgres.shared().createDatabase(Canary.password());

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void losesOnlyWhatAServerHadWhenItWasLost(ServerKind kind) throws Exception {
        try (Release release = Release.with(Map.of(), DatabaseServlet.class);
                Release next = NextRelease.create(DatabaseServlet.class);
                Replicas replicas = new Replicas(kind, database)) {
            migrate(release, replicas);
            for (int number = 0; number < REPLICAS; number++) {
                replicas.serve(replicas.start(release));
            }
            try (Requests requests = Requests.through(replicas.proxy())) {
                refusesToStartBeforeTheMigration(replicas, next);
                migrate(next, replicas);
                replicas.roll(next);
                requests.assertThatNoneFailed("rolling update");
                assertThat(replicas.proxy().refused()).as("connections refused").isZero();

                freeze(replicas, replicas.serving().get(0));
                requests.assertThatNoneFailed("one frozen");

                RunningServer cut = replicas.serving().get(1);
                long seen = cut(replicas, cut);
                requests.assertThatOnlyThoseFailed("one cut from the database", cut.authority(), seen);

                RunningServer killed = replicas.serving().get(2);
                long dead = kill(replicas, killed, next);
                requests.assertThatOnlyThoseFailed("one killed", killed.authority(), dead);
                requests.write(Path.of("target", "cluster-%s.txt".formatted(kind.key())));
            }
        }
    }

    private static void migrate(Release release, Replicas replicas) throws Exception {
        CommandLine.Ended ended = CommandLine.of(release).run(replicas.environment(), "migrate");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    /** So a rollout without it stops at its first server, and the old ones serve. */
    private static void refusesToStartBeforeTheMigration(Replicas replicas, Release next) throws Exception {
        RunningServer early = replicas.start(next);
        assertThat(early.awaitExit()).as(early.log()).isEqualTo(78);
        assertThat(early.log()).contains("migrations are pending");
        replicas.leave(early);
    }

    private static void freeze(Replicas replicas, RunningServer server) throws Exception {
        server.freeze();
        try {
            awaitSeen(replicas, server, false);
            letRequestsPass();
        } finally {
            server.thaw();
        }
        awaitSeen(replicas, server, true);
    }

    /** When the proxy knew, in the time of {@link System#nanoTime}. */
    private static long cut(Replicas replicas, RunningServer server) throws Exception {
        replicas.wire(server).cut();
        awaitSeen(replicas, server, false);
        long seen = System.nanoTime();
        letRequestsPass();
        replicas.wire(server).mend();
        awaitSeen(replicas, server, true);
        return seen;
    }

    /** When it was dead, in the time of {@link System#nanoTime}. Another takes its place. */
    private static long kill(Replicas replicas, RunningServer server, Release release) throws Exception {
        Await.until("it has a request", () -> replicas.proxy().inFlight(server.authority()) > 0);
        server.kill();
        long dead = System.nanoTime();
        awaitSeen(replicas, server, false);
        letRequestsPass();
        replicas.leave(server);
        replicas.serve(replicas.start(release));
        return dead;
    }

    private static void awaitSeen(Replicas replicas, RunningServer server, boolean ready) throws Exception {
        Await.until(
                "the proxy sees that %s is %s".formatted(server.authority(), ready ? "ready" : "not ready"),
                () -> replicas.proxy().isReady(server.authority()) == ready);
    }

    /** The event goes on meanwhile; there is nothing that could be awaited. */
    private static void letRequestsPass() throws InterruptedException {
        Thread.sleep(AFTERWARDS.toMillis());
    }
}
