package org.backendcore.contract.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.backendcore.contract.fixtures.BusyServlet;
import org.backendcore.contract.fixtures.DatabaseServlet;
import org.backendcore.testkit.Await;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.Release;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.backendcore.testkit.SideBySide;
import org.backendcore.testkit.SteadyLoad;
import org.backendcore.testkit.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A pool whose connections all die while idle, so that only the watch finds them, one where most die in use, one with
 * leaks, and one whose connections are never returned. For tests under load see {@link OutageContractIT} and
 * {@link BusyPoolContractIT}.
 */
@Execution(ExecutionMode.CONCURRENT)
final class IdlePoolContractIT {
    private static final int POOL = 14;

    /** The number of idle connections when the database is cut off. */
    private static final int IDLE = 10;

    /** Generous: Payara Micro took 8 s, and 98 s if each dead connection may take as long as a statement. */
    private static final Duration UP_AGAIN = Duration.ofSeconds(40);

    /**
     * The number of the pool's connections that are held by requests waiting for the database when it is cut off; with
     * the idle ones, fewer than the pool may have, so that it can open others.
     */
    private static final int IN_USE = 8;

    private static final Duration OFTEN = Duration.ofMillis(100);

    /** 30 s, less the second in which the watch may last have had a connection. */
    private static final Duration PATIENCE = Duration.ofSeconds(28);

    @Test
    void isReadySoonAfterTheDatabaseIsBack() {
        try (Release release = Release.with(Map.of(), DatabaseServlet.class, BusyServlet.class)) {
            ServerKind.onBothAtOnce(kind -> {
                try (Wire wire = Wire.to(Postgres.shared().port())) {
                    isReadySoon(kind, release, wire);
                } catch (Exception exception) {
                    throw new IllegalStateException(exception);
                }
            });
        }
    }

    /** Leaks, which must be distinguished from a busy pool; and the recovery without a restart. */
    @Test
    void isDownWhenNobodyGetsAConnection() {
        try (Release release = Release.with(Map.of(), BusyServlet.class)) {
            ServerKind.onBothAtOnce(kind -> {
                Map<String, String> environment =
                        new HashMap<>(Deployment.production(Postgres.shared().createDatabase()));
                environment.put("DB_POOL_MAX_SIZE", "2");
                RunningServer server = RunningServer.start(kind.install(release.war()), environment);
                try {
                    server.awaitReady();
                    assertThat(server.get("/busy/leak").statusCode()).isEqualTo(200);
                    assertThat(server.get("/busy/leak").statusCode()).isEqualTo(200);
                    long begun = System.nanoTime();
                    server.awaitStatus("/health/ready", 503);
                    assertThat(Duration.ofNanos(System.nanoTime() - begun))
                            .as(kind.key())
                            .isGreaterThan(PATIENCE);
                    assertThat(server.get("/health/ready").body())
                            .contains("the pool has provided no connection for over 30 s");
                    server.awaitLog(
                            "the pool has provided no connection for over 30 s, although connections were requested: look for code that does not close its connections");
                    assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
                    assertThat(server.get("/busy/return").statusCode()).isEqualTo(200);
                    server.awaitReady();
                    assertThat(server.get("/busy/1").statusCode()).isEqualTo(200);
                    server.awaitLog("the pool provides connections again");
                } finally {
                    server.discard();
                }
            });
        }
    }

    private static void isReadySoon(ServerKind kind, Release release, Wire wire) throws Exception {
        PostgresDatabase database = Postgres.shared().createDatabase();
        Map<String, String> environment = new HashMap<>(Deployment.production(database));
        environment.put("DB_URL", database.url(wire.port()));
        environment.put("DB_POOL_MAX_SIZE", Integer.toString(POOL));
        RunningServer server = RunningServer.start(kind.install(release.war()), environment);
        try {
            server.awaitReady();
            bearsALeakedConnectionAndCancelsWhatTakesTooLong(server);
            SideBySide.each(
                    Collections.nCopies(IDLE, "/test/hold"),
                    path -> assertThat(server.get(path).statusCode()).isEqualTo(200));
            wire.cut();
            awaitNoticed(server);
            wire.mend();
            long begun = System.nanoTime();
            server.awaitReady();
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as(kind.key())
                    .isLessThan(UP_AGAIN);
            assertThat(server.get("/test/query").statusCode()).isEqualTo(200);
            isReadyWhenHalfIsBack(server, database, wire);
        } finally {
            server.discard();
        }
    }

    /**
     * Payara Micro reports the leak after 15 s; Open Liberty takes the connection back when the request ends. Meanwhile
     * the driver cancels a statement that takes over 10 s.
     */
    private static void bearsALeakedConnectionAndCancelsWhatTakesTooLong(RunningServer server) {
        boolean taken = server.installation().kind() == ServerKind.OPEN_LIBERTY;
        for (int leak = 0; leak < (taken ? POOL + 1 : 2); leak++) {
            assertThat(server.get("/test/leak").statusCode()).isEqualTo(200);
        }
        HttpResponse<String> tooLong = server.get("/test/too-long");
        assertThat(tooLong.statusCode()).isEqualTo(500);
        // PostgreSQL, appendix A: query_canceled.
        assertThat(tooLong.body()).isEqualTo("57014");
        if (!taken) {
            server.awaitLog("(?s)connection leak detected.{1,3000}DatabaseServlet\\.leak");
        }
        assertThat(server.get("/test/return").statusCode()).isEqualTo(200);
    }

    /**
     * Without this rule it would be ready at once, with the few other connections for all requests. Half of those
     * that wait are in a transaction, which has closed its first handle by then.
     */
    private static void isReadyWhenHalfIsBack(RunningServer server, PostgresDatabase database, Wire wire)
            throws Exception {
        String kind = server.installation().kind().key();
        long begun = System.nanoTime();
        List<CompletableFuture<Integer>> requests = IntStream.range(0, IN_USE)
                .mapToObj(index -> CompletableFuture.supplyAsync(
                        () -> server.get(index % 2 == 0 ? "/test/hold" : "/busy/later")
                                .statusCode(),
                        task -> new Thread(task, "holder").start()))
                .toList();
        Await.until(
                "all requests have their connections",
                () -> database.query(
                                "SELECT count(*) >= %s FROM pg_stat_activity WHERE usename = '%s' AND state = 'active' AND query LIKE 'SELECT pg_sleep(%%'"
                                        .formatted(IN_USE, database.name()))
                        .equals("t"));
        wire.cut();
        awaitNoticed(server);
        wire.mend();
        try (SteadyLoad queries = SteadyLoad.on(server.port(), "/test/query", OFTEN)) {
            queries.await(System.nanoTime(), answer -> answer.status() == 200);
            Await.until(
                    "it says why it is not ready yet",
                    () -> server.get("/health/ready")
                            .body()
                            .contains("more than half of the pool has been in use since the database was unavailable"));
            server.awaitReady();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(kind).isLessThan(UP_AGAIN);
        assertThat(requests)
                .as(kind)
                .allSatisfy(request -> assertThat(request.join()).isIn(500, 503));
    }

    /** Not merely an outdated result, which also occurs on a slow machine, and which may date from before the cut. */
    private static void awaitNoticed(RunningServer server) throws Exception {
        Await.until(
                "the watch got no answer",
                () -> server.get("/health/ready").body().contains("the database does not answer"));
    }
}
