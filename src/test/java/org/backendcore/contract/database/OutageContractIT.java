package org.backendcore.contract.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.backendcore.contract.fixtures.DatabaseServlet;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.CommandLine;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.Release;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.SelfSigned;
import org.backendcore.testkit.ServerKind;
import org.backendcore.testkit.SideBySide;
import org.backendcore.testkit.SteadyLoad;
import org.backendcore.testkit.SteadyLoad.Answer;
import org.backendcore.testkit.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Both servers while their PostgreSQL is stopped, frozen and cut off, and requests use the pool all the time. They
 * reach the database over TLS, each over its own wire.
 */
@Isolated("it bounds the time that answers take")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OutageContractIT {
    private static final int POOL = 5;

    /**
     * In excess of the response time of an idle server in the same seconds on the same machine. A bound against probes
     * that wait for the database, which took 1.5 s.
     */
    private static final Duration LIVE = Duration.ofMillis(500);

    private static final Duration DOWN = Duration.ofSeconds(6);
    private static final Duration UP_AFTER_RESTART = Duration.ofSeconds(6);
    private static final Duration UP_AFTER_FREEZE = Duration.ofSeconds(10);

    /** A response may take up to 15 s (socketTimeout), and a connection 3 s or more. */
    private static final Duration UP_AFTER_CUT = Duration.ofSeconds(30);

    /** The duration of an outage: longer than any wait for a connection of the pool. */
    private static final Duration OUTAGE = Duration.ofSeconds(4);

    /** For how long liveness is measured in an outage that has been noticed. */
    private static final Duration NOTICED = Duration.ofSeconds(2);

    /** How long requests must succeed after the outage. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);

    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final Duration STEADILY = Duration.ofMillis(100);

    /**
     * The watch is one thread, and a few requests may be in progress; probes that waited one second for the database
     * would be ten.
     */
    private static final int PILE = 10;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Path folder;
    private final SelfSigned identity;
    private final Postgres postgres;
    private final List<Subject> subjects = new ArrayList<>();
    private final Loads loads;

    /** One of the servers, its database and the wire between them. */
    private record Subject(RunningServer server, PostgresDatabase database, Path secrets, Wire wire) {}

    /** The requests that are sent to a server all the time. */
    private record Load(Subject subject, SteadyLoad live, SteadyLoad ready, SteadyLoad queries)
            implements AutoCloseable {
        static Load on(Subject subject) {
            int port = subject.server().port();
            return new Load(
                    subject,
                    SteadyLoad.on(port, "/health/live", OFTEN),
                    SteadyLoad.on(port, "/health/ready", STEADILY),
                    SteadyLoad.on(port, "/test/query", STEADILY));
        }

        @Override
        public String toString() {
            return subject.server().installation().kind().key();
        }

        @Override
        public void close() {
            live.close();
            ready.close();
            queries.close();
        }
    }

    /** An event that affects the database. */
    private interface Event {
        void happen() throws Exception;
    }

    OutageContractIT(@TempDir Path folder) throws Exception {
        this.folder = folder;
        identity = SelfSigned.create(folder, "ip:127.0.0.1");
        postgres = closedLater(Postgres.withTls(identity));
        try {
            Release release = closedLater(Release.with(Map.of(), DatabaseServlet.class));
            for (ServerKind kind : ServerKind.asked()) {
                subjects.add(start(kind, release));
            }
            subjects.forEach(subject -> subject.server().awaitReady());
            loads = closedLater(new Loads(subjects));
        } catch (Exception | Error failure) {
            close();
            throw failure;
        }
    }

    private Subject start(ServerKind kind, Release release) throws IOException {
        PostgresDatabase database = postgres.createDatabase();
        Wire wire = closedLater(Wire.to(postgres.port()));
        Map<String, String> environment = new HashMap<>(Deployment.production(database));
        environment.put(
                "DB_URL", database.url(wire.port()) + "?sslmode=verify-full&sslrootcert=" + identity.certificate());
        environment.put("DB_POOL_MAX_SIZE", Integer.toString(POOL + 2));
        environment.put("JDK_JAVA_OPTIONS", "-Ddb.pool-max-size=" + POOL);
        Path secrets = Files.createDirectory(folder.resolve(kind.key()));
        Files.writeString(secrets.resolve("db.password"), environment.remove("DB_PASSWORD"));
        environment.put("SECRETS_DIR", secrets.toString());
        RunningServer server = RunningServer.start(kind.install(release.war()), environment);
        open.push(server::discard);
        return new Subject(server, database, secrets, wire);
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

    @Test
    void encryptsItsConnections() {
        assertThat(subjects)
                .allSatisfy(subject -> assertThat(subject.database()
                                .query(
                                        "SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = '%s'"
                                                .formatted(subject.database().name())))
                        .isEqualTo("t"));
    }

    @Test
    void refusesACertificateThatIsNotTrusted() throws Exception {
        SelfSigned other = SelfSigned.create(folder, "ip:127.0.0.1");
        assertThatCheckRefuses(
                subjects.get(0).database().url() + "?sslmode=verify-full&sslrootcert=" + other.certificate());
    }

    @Test
    void refusesTheCertificateOfAnotherHost() throws Exception {
        assertThatCheckRefuses(subjects.get(0).database().url().replace("127.0.0.1", "localhost")
                + "?sslmode=verify-full&sslrootcert=" + identity.certificate());
    }

    @Test
    void refusesACertificateFileThatIsMissing() throws Exception {
        assertThatCheckRefuses(
                subjects.get(0).database().url() + "?sslmode=verify-full&sslrootcert=" + folder.resolve("missing"));
    }

    private void assertThatCheckRefuses(String url) throws Exception {
        Map<String, String> environment =
                new HashMap<>(Deployment.production(subjects.get(0).database()));
        environment.put("DB_URL", url);
        CommandLine.Ended ended = CommandLine.OF_THE_DIST.run(environment, "check", "--database");
        assertThat(ended.output()).contains("cannot establish a verified TLS connection to the database");
        assertThat(ended.exitCode()).isEqualTo(78);
    }

    /**
     * The last test, because a pool may count incorrectly after an outage. A request without a connection waits for 3
     * s; one with a connection holds it for 6 s, so that even a late request finds none. Nobody else holds one by then:
     * a request of the load from before the network was cut off does for up to 15 s.
     */
    @Test
    @Order(Integer.MAX_VALUE)
    void opensAsManyConnectionsAsTheSettingSays() throws Exception {
        loads.endQueries();
        onBoth(subject -> {
            // Each in a separate thread: the common pool has only as many as there are processors.
            List<CompletableFuture<Integer>> answers = IntStream.range(0, POOL + 2)
                    .mapToObj(index -> CompletableFuture.supplyAsync(
                            () -> subject.server().get("/test/hold").statusCode(),
                            task -> new Thread(task, "holder").start()))
                    .toList();
            assertThat(answers.stream().map(CompletableFuture::join).filter(status -> status == 200))
                    .as(subject.server().installation().kind().key())
                    .hasSize(POOL);
            subject.server().awaitReady();
        });
    }

    /** One after the other, because liveness is measured in each. */
    @Test
    void livesThroughEveryOutage() throws Exception {
        loads.awaitUp(System.nanoTime());
        long begun = System.nanoTime();
        postgres.stop();
        postgres.start();
        loads.assertHealed("restarted", System.nanoTime(), UP_AFTER_RESTART);
        assertThatItHeals("stopped", postgres::stop, postgres::start, UP_AFTER_RESTART);
        assertThatItHeals("frozen", postgres::freeze, postgres::thaw, UP_AFTER_FREEZE);
        assertThatItHeals(
                "cut off",
                () -> subjects.forEach(subject -> subject.wire().cut()),
                () -> subjects.forEach(subject -> subject.wire().mend()),
                UP_AFTER_CUT);
        loads.assertLive(begun, System.nanoTime());
    }

    /** Open connections stay; new ones use the new password, which is read when the driver requests it. */
    @Test
    void takesANewPasswordWithoutAFailedRequest() throws Exception {
        loads.awaitUp(System.nanoTime());
        long begun = System.nanoTime();
        for (Subject subject : subjects) {
            String password = Canary.password();
            subject.database()
                    .execute("ALTER ROLE %s PASSWORD '%s'"
                            .formatted(subject.database().name(), password));
            Files.writeString(subject.secrets().resolve("db.password"), password + "\n");
        }
        loads.assertAllSucceed("rotated", begun, System.nanoTime() + AFTERWARDS.toNanos());
        subjects.forEach(subject -> subject.database().endConnections());
        loads.assertHealed("rotated, with new connections", System.nanoTime(), UP_AFTER_RESTART);
    }

    private void assertThatItHeals(String what, Event begin, Event end, Duration bound) throws Exception {
        long begun = System.nanoTime();
        try {
            begin.happen();
            loads.assertDown(what, begun, System.nanoTime());
            loads.assertNothingPilesUp(what);
        } finally {
            end.happen();
        }
        loads.assertHealed(what, System.nanoTime(), bound);
    }

    private void onBoth(Consumer<Subject> test) {
        SideBySide.each(subjects, test);
    }

    /** The loads on both servers, and a reference load on an idle server. */
    private static final class Loads implements AutoCloseable {
        private final HttpServer idle;
        private final SteadyLoad reference;
        private final List<Load> loads;

        Loads(List<Subject> subjects) throws Exception {
            idle = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            idle.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            idle.start();
            reference = SteadyLoad.on(idle.getAddress().getPort(), "/", OFTEN);
            loads = subjects.stream().map(Load::on).toList();
        }

        /** Also waits for the answers. */
        void endQueries() throws InterruptedException {
            for (Load load : loads) {
                load.queries().finish();
            }
        }

        void awaitUp(long begin) {
            loads.forEach(load -> load.ready().await(begin, answer -> answer.status() == 200));
            loads.forEach(load -> load.queries().await(begin, answer -> answer.status() == 200));
        }

        /** Down within the bound; then waits until the end of the outage. */
        void assertDown(String what, long begun, long away) {
            for (Load load : loads) {
                Answer down = load.ready().await(begun, answer -> answer.status() == 503);
                assertThat(Duration.ofNanos(down.received() - away))
                        .as("%s, until it was not ready: %s", what, load)
                        .isLessThan(DOWN);
                assertThat(down.body())
                        .contains("\"status\":\"DOWN\"", "\"name\":\"database\"")
                        .containsPattern(
                                "\"problem\":\"(the database does not answer|the database has not answered for over 2 s)\"");
            }
            long noticed = System.nanoTime();
            long over = Math.max(away + OUTAGE.toNanos(), noticed + NOTICED.toNanos());
            for (Load load : loads) {
                assertThat(SteadyLoad.median(load.live().between(noticed, over), reference.between(noticed, over)))
                        .as("%s, liveness: %s", what, load)
                        .isLessThan(LIVE);
            }
        }

        void assertNothingPilesUp(String what) {
            for (Load load : loads) {
                String dump = load.subject().server().threadDump();
                assertThat(Arrays.stream(dump.split("\n\n"))
                                .filter(thread -> thread.contains("at org.backendcore.infrastructure.")
                                        || thread.contains("at org.backendcore.interfaces."))
                                // Requests of the load, which pass through the filter like probes.
                                .filter(thread -> !thread.contains("at org.backendcore.contract.")))
                        .as("%s, threads at work for probes: %s", what, load)
                        .hasSizeLessThan(PILE);
            }
        }

        void assertHealed(String what, long back, Duration bound) {
            for (Load load : loads) {
                Answer up = load.ready().await(back, answer -> answer.status() == 200);
                assertThat(Duration.ofNanos(up.received() - back))
                        .as("%s, until it was ready: %s", what, load)
                        .isLessThan(bound);
                assertAllSucceed(what, load, up.received(), up.received() + AFTERWARDS.toNanos());
            }
        }

        void assertAllSucceed(String what, long begin, long end) {
            loads.forEach(load -> assertAllSucceed(what, load, begin, end));
        }

        private static void assertAllSucceed(String what, Load load, long begin, long end) {
            assertThat(load.queries().between(begin, end))
                    .as("%s, requests: %s", what, load)
                    .isNotEmpty()
                    .allMatch(answer -> answer.status() == 200);
        }

        void assertLive(long begin, long end) {
            for (Load load : loads) {
                assertThat(load.live().between(begin, end))
                        .as("liveness: %s", load)
                        .allMatch(answer -> answer.status() == 200);
            }
        }

        @Override
        public void close() {
            loads.forEach(Load::close);
            reference.close();
            idle.stop(0);
        }
    }
}
