package org.backendcore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.backendcore.contract.fixtures.DatabaseServlet;
import org.backendcore.contract.fixtures.NextRelease;
import org.backendcore.testkit.Await;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.CommandLine;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.Release;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three servers on one PostgreSQL, behind a proxy that follows their readiness, under load: a release with more
 * migrations is rolled out, one server is frozen, one is cut off from the database, one is killed.
 */
@Tag("slow")
final class ClusterIT {
    private static final int REPLICAS = 3;

    /** The time that a state lasts after it has been detected. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);

    private final PostgresDatabase database = Postgres.shared().createDatabase(Canary.password());

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void losesOnlyWhatAServerHadWhenItWasLost(ServerKind kind) throws Exception {
        try (Release release = Release.with(Map.of(), DatabaseServlet.class);
                Release next = NextRelease.create(DatabaseServlet.class);
                Replicas replicas = new Replicas(kind, database)) {
            loseOneAfterTheOther(replicas, release, next);
        }
    }

    private static void loseOneAfterTheOther(Replicas replicas, Release release, Release next) throws Exception {
        try {
            migrate(release, replicas);
            for (int number = 0; number < REPLICAS; number++) {
                replicas.serve(replicas.start(release));
            }
            Requests.Outcome rolledOut = during(replicas, () -> rollOut(replicas, next));
            rolledOut.assertThatNoneFailed();
            List<RunningServer> servers = replicas.serving();
            Requests.Outcome frozen = during(replicas, () -> freeze(replicas, servers.get(0)));
            frozen.assertThatNoneFailed();
            Requests.Outcome cut = cut(replicas, servers.get(1));
            Requests.Outcome killed = kill(replicas, servers.get(2), next);
            Files.write(
                    Path.of("target", "cluster-%s.txt".formatted(replicas.kind().key())),
                    List.of(
                            "rolled out: " + rolledOut,
                            "frozen: " + frozen,
                            "cut from the database: " + cut,
                            "killed: " + killed));
        } catch (AssertionError wrong) {
            // Before the responses, which may be many.
            throw new AssertionError(
                    "on %s:%n%s%n%s".formatted(replicas.kind().key(), replicas.logs(), wrong.getMessage()), wrong);
        }
    }

    /** An event while requests arrive. */
    private interface Event {
        void happen() throws Exception;
    }

    private static Requests.Outcome during(Replicas replicas, Event event) throws Exception {
        try (Requests requests = Requests.through(replicas.proxy())) {
            event.happen();
            letRequestsPass();
            return requests.finish();
        }
    }

    private static void rollOut(Replicas replicas, Release next) throws Exception {
        refusesToStartBeforeTheMigration(replicas, next);
        migrate(next, replicas);
        replicas.roll(next);
        assertThat(replicas.proxy().refused()).as("connections refused").isZero();
    }

    private static void migrate(Release release, Replicas replicas) throws Exception {
        CommandLine.Ended ended = CommandLine.of(release).run(replicas.environment(), "migrate");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    /** A rollout without the migration stops at its first server, and the old ones keep serving. */
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

    /** Requests that needed the database and were sent before the proxy noticed may fail. */
    private static Requests.Outcome cut(Replicas replicas, RunningServer server) throws Exception {
        AtomicLong seen = new AtomicLong();
        return during(replicas, () -> {
                    letRequestsPass();
                    replicas.wire(server).cut();
                    awaitSeen(replicas, server, false);
                    seen.set(System.nanoTime());
                    letRequestsPass();
                    replicas.wire(server).mend();
                    awaitSeen(replicas, server, true);
                })
                .assertThatOnlyThoseFailed(server.authority(), Requests.DATABASE, seen.get());
    }

    /** The requests that it had may fail, and there was at least one. Another server takes its place. */
    private static Requests.Outcome kill(Replicas replicas, RunningServer server, Release release) throws Exception {
        AtomicLong dead = new AtomicLong();
        return during(replicas, () -> {
                    Await.until(
                            "it works on a request",
                            () -> replicas.proxy().inFlight(server.authority(), Requests.LONG) > 0);
                    server.kill();
                    awaitSeen(replicas, server, false);
                    // Not earlier: a kept connection may end during a request that is just being sent. New connections
                    // are refused, and the requests go elsewhere.
                    dead.set(System.nanoTime());
                    letRequestsPass();
                    replicas.leave(server);
                    replicas.serve(replicas.start(release));
                })
                .assertThatOnlyThoseFailed(server.authority(), "/", dead.get())
                .assertThatSomeFailed();
    }

    private static void awaitSeen(Replicas replicas, RunningServer server, boolean ready) throws Exception {
        Await.until(
                "the proxy sees that %s is %s".formatted(server.authority(), ready ? "ready" : "not ready"),
                () -> replicas.proxy().isReady(server.authority()) == ready);
    }

    /** The state lasts meanwhile; there is no condition to await. */
    private static void letRequestsPass() throws InterruptedException {
        Thread.sleep(AFTERWARDS.toMillis());
    }
}
