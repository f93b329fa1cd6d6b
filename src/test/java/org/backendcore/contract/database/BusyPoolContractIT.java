package org.backendcore.contract.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.backendcore.contract.fixtures.BusyServlet;
import org.backendcore.contract.fixtures.Problems;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.Crowd;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.RawHttp;
import org.backendcore.testkit.Release;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.backendcore.testkit.SideBySide;
import org.backendcore.testkit.SteadyLoad;
import org.backendcore.testkit.SteadyLoad.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Both servers with ten times as many clients as their pool has connections, and with a pool that hands out none. */
@Isolated("it bounds the time that answers take")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BusyPoolContractIT {
    private static final int POOL = 5;
    private static final int WAITING = 5;
    private static final int CLIENTS = 50;
    private static final Duration PEAK = Duration.ofSeconds(10);

    /** A waiting request has two requests of a second each in front of it; nobody waits for more than 3 s. */
    private static final Duration SERVED = Duration.ofSeconds(6);

    /**
     * In excess of a concurrent request that needs no database, because the clients share the processors with both
     * servers. Compare with the 3 s that every request would wait.
     */
    private static final Duration REFUSED = Duration.ofSeconds(1);

    private static final Duration SOON = Duration.ofSeconds(6);

    private static final Duration SILENT = Duration.ofSeconds(5);

    /** Less than a connection may be dead for without being noticed: 15 s (socketTimeout). */
    private static final Duration TRUSTED = Duration.ofSeconds(10);

    private static final Duration OFTEN = Duration.ofMillis(100);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Postgres postgres;
    private final List<Subject> subjects = new ArrayList<>();

    private record Subject(RunningServer server, PostgresDatabase database, Path secrets) {
        @Override
        public String toString() {
            return server.installation().kind().key();
        }
    }

    BusyPoolContractIT(@TempDir Path folder) throws Exception {
        postgres = closedLater(Postgres.own());
        try {
            Release release = closedLater(Release.with(Map.of(), BusyServlet.class));
            for (ServerKind kind : ServerKind.asked()) {
                subjects.add(start(kind, release, Files.createDirectory(folder.resolve(kind.key()))));
            }
            subjects.forEach(subject -> subject.server().awaitReady());
        } catch (Exception | Error failure) {
            close();
            throw failure;
        }
    }

    private Subject start(ServerKind kind, Release release, Path secrets) throws Exception {
        PostgresDatabase database = postgres.createDatabase();
        Map<String, String> environment = new HashMap<>(Deployment.production(database));
        environment.put("DB_POOL_MAX_SIZE", Integer.toString(POOL));
        Files.writeString(secrets.resolve("db.password"), environment.remove("DB_PASSWORD"));
        Files.writeString(secrets.resolve("db.pool-max-waiting"), Integer.toString(WAITING));
        environment.put("SECRETS_DIR", secrets.toString());
        RunningServer server = RunningServer.start(kind.install(release.war()), environment);
        open.push(server::discard);
        return new Subject(server, database, secrets);
    }

    private <T extends AutoCloseable> T closedLater(T resource) {
        open.push(resource);
        return resource;
    }

    @AfterAll
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private void onBoth(Story test) {
        SideBySide.each(subjects, subject -> {
            try {
                test.of(subject);
            } catch (InterruptedException | IOException exception) {
                throw new IllegalStateException(exception);
            }
        });
    }

    private interface Story {
        void of(Subject subject) throws InterruptedException, IOException;
    }

    @Test
    void aPeakCostsTheExcessAndNothingElse() {
        onBoth(subject -> {
            int port = subject.server().port();
            try (SteadyLoad ready = SteadyLoad.on(port, "/health/ready", OFTEN);
                    SteadyLoad missing = SteadyLoad.on(port, "/missing", OFTEN);
                    Crowd crowd = Crowd.on(port, "/busy/1000", CLIENTS)) {
                long begun = System.nanoTime();
                assertThatOneIsRefusedInWords(subject);
                ready.await(begun + PEAK.toNanos(), any -> true);
                List<Answer> answers = crowd.leave();
                long over = System.nanoTime();
                assertThat(answers).as("%s", subject).extracting(Answer::status).containsOnly(200, 503);
                assertThat(answers)
                        .as("%s, served", subject)
                        .filteredOn(answer -> answer.status() == 200)
                        .hasSizeGreaterThan((int) (POOL * PEAK.toSeconds() * 3 / 4))
                        .allMatch(answer -> took(answer).compareTo(SERVED) < 0);
                List<Answer> refused = answers.stream()
                        .filter(answer -> answer.status() == 503)
                        .toList();
                assertThat(refused)
                        .as("%s, refused", subject)
                        .isNotEmpty()
                        .allMatch(answer -> answer.body().contains("about:blank"));
                assertThat(SteadyLoad.median(refused, missing.between(begun, over)))
                        .as("%s, refused", subject)
                        .isLessThan(REFUSED);
                assertThat(ready.between(begun, over))
                        .as("%s, ready", subject)
                        .allMatch(answer -> answer.status() == 200);
                assertThat(missing.between(begun, over))
                        .as("%s, without a database", subject)
                        .allMatch(answer -> answer.status() == 404);
            }
            assertThatAllAreServed(subject);
        });
    }

    private static void assertThatOneIsRefusedInWords(Subject subject) {
        RawHttp.Answer answer;
        do {
            answer = RawHttp.request(
                    subject.server().port(), "GET /busy/1000 HTTP/1.1", "Host: localhost", "Connection: close");
        } while (answer.status() == 200);
        Problems.assertProblem(answer, 503, "Service Unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        subject.server()
                .awaitLog(
                        "a request cannot be served at the moment: the queue for a connection of the pool is full \\(DB_POOL_MAX_WAITING\\)");
    }

    /**
     * Its first connection is the one that it waited for; a refusal of the second one would be a fault, by
     * {@link BusyServlet}.
     */
    @Test
    void aTransactionThatHasBegunIsNotRefused() {
        onBoth(subject -> {
            try (Crowd crowd = Crowd.on(subject.server().port(), "/busy/twice", CLIENTS)) {
                crowd.await(4 * POOL, answer -> answer.status() == 200);
                List<Answer> answers = crowd.leave();
                assertThat(answers).as("%s", subject).extracting(Answer::status).containsOnly(200, 503);
            }
        });
    }

    /** The waiting requests are answered, and the server recovers by itself. */
    @Test
    void isDownAtOnceWhenTheDatabaseStopsInAPeak() throws Exception {
        try (Peak peak = new Peak()) {
            peak.awaitFull();
            postgres.stop();
            try {
                long stopped = System.nanoTime();
                for (SteadyLoad ready : peak.probes) {
                    Answer down = ready.await(stopped, answer -> answer.status() == 503);
                    assertThat(Duration.ofNanos(down.received() - stopped)).isLessThan(SOON);
                    assertThat(down.body()).contains("\"name\":\"database\"", "the database");
                }
            } finally {
                postgres.start();
            }
            peak.assertReadyAgainWithin(SOON);
            assertThat(peak.over()).extracting(Answer::status).containsOnly(200, 503);
        }
        onBoth(BusyPoolContractIT::assertThatAllAreServed);
    }

    /** The connections in use are alive: they are returned, and the clients take them at once, so that all stay in use. */
    @Test
    void isReadyAgainInAPeakWhenTheDatabaseWasSilent() throws Exception {
        try (Peak peak = new Peak()) {
            peak.awaitFull();
            postgres.freeze();
            try {
                // Long enough that the watch gives up its connection.
                long silent = System.nanoTime() + SILENT.toNanos();
                peak.probes.forEach(ready -> ready.await(silent, answer -> answer.status() == 503));
            } finally {
                postgres.thaw();
            }
            peak.assertReadyAgainWithin(TRUSTED);
            peak.over();
        }
        onBoth(BusyPoolContractIT::assertThatAllAreServed);
    }

    /** Ten times as many clients on each server as its pool has connections, and probes of its readiness. */
    private final class Peak implements AutoCloseable {
        private final List<Crowd> crowds = new ArrayList<>();
        private final List<SteadyLoad> probes = new ArrayList<>();

        Peak() {
            for (Subject subject : subjects) {
                crowds.add(Crowd.on(subject.server().port(), "/busy/1000", CLIENTS));
                probes.add(SteadyLoad.on(subject.server().port(), "/health/ready", OFTEN));
            }
        }

        /** Waits until each pool has served as many requests as it has connections. */
        void awaitFull() {
            crowds.forEach(crowd -> crowd.await(POOL, answer -> answer.status() == 200));
        }

        void assertReadyAgainWithin(Duration bound) {
            long back = System.nanoTime();
            for (SteadyLoad ready : probes) {
                Answer up = ready.await(back, answer -> answer.status() == 200);
                assertThat(Duration.ofNanos(up.received() - back)).isLessThan(bound);
            }
        }

        /** Returns all answers to the clients. */
        List<Answer> over() throws InterruptedException {
            List<Answer> answers = new ArrayList<>();
            for (Crowd crowd : crowds) {
                answers.addAll(crowd.leave());
            }
            return answers;
        }

        @Override
        public void close() {
            crowds.forEach(Crowd::close);
            probes.forEach(SteadyLoad::close);
        }
    }

    /** New connections are refused, while the watch still has its own. */
    @Test
    void isDownWhenThePoolCannotOpenConnections() {
        onBoth(subject -> {
            String right = subject.database().password();
            try (Crowd crowd = Crowd.on(subject.server().port(), "/busy/1000", POOL)) {
                crowd.await(POOL, answer -> answer.status() == 200);
                Files.writeString(subject.secrets().resolve("db.password"), Canary.password());
                subject.database()
                        .query(
                                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '%s' AND query LIKE '%%pg_sleep%%' AND pid <> pg_backend_pid()"
                                        .formatted(subject.database().name()));
                subject.server().awaitStatus("/health/ready", 503);
                assertThat(subject.server().get("/health/ready").body())
                        .contains("the pool fails: the database rejects the connection");
                subject.server()
                        .awaitLog(
                                "the request pool provides no connection: the database rejected the user or the password");
            } finally {
                Files.writeString(subject.secrets().resolve("db.password"), right);
            }
            subject.server().awaitReady();
            assertThatAllAreServed(subject);
        });
    }

    private static Duration took(Answer answer) {
        return Duration.ofNanos(answer.received() - answer.sent());
    }

    /** As many at once as the pool has connections, each of which holds one until all do. */
    private static void assertThatAllAreServed(Subject subject) {
        List<CompletableFuture<Integer>> answers = IntStream.range(0, POOL)
                .mapToObj(index -> CompletableFuture.supplyAsync(
                        () -> subject.server().get("/busy/together/" + POOL).statusCode(),
                        task -> new Thread(task, "holder").start()))
                .toList();
        assertThat(answers)
                .as("%s", subject)
                .extracting(CompletableFuture::join)
                .containsOnly(200);
    }
}
