package org.backendcore.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.backendcore.contract.fixtures.BusyServlet;
import org.backendcore.contract.fixtures.LongAnswerResource;
import org.backendcore.contract.fixtures.LongAnswerServlet;
import org.backendcore.testkit.Await;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.ListeningSockets;
import org.backendcore.testkit.LostClients;
import org.backendcore.testkit.LostClients.Client;
import org.backendcore.testkit.LostClients.Way;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.RawHttp;
import org.backendcore.testkit.Release;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.backendcore.testkit.SideBySide;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A thousand clients that disconnect at once in the middle of a request: nobody is notified, and nothing remains of
 * them.
 */
@Isolated("it keeps both processors busy")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LostClientContractIT {
    private static final int CLIENTS = 1000;
    private static final int POOL = 5;

    private static final List<String> ANSWERS = List.of(
            "/long/stream",
            "/long/writer",
            "/long/async",
            "/long/listener",
            "/long/connection",
            "/api/long/stream",
            "/api/long/text",
            "/api/long/bytes",
            "/api/long/json");

    private static final List<String> FAULTS = List.of(
            "GET /long/fault",
            "GET /api/long/fault",
            "HEAD /api/long/fault",
            "GET /long/before",
            "GET /api/long/before",
            "GET /api/long/crash");

    private static final List<String> BODIES = List.of("/long/body", "/api/long/body");

    /** At most once a second: a thousand clients are too many for a pool of five. */
    private static final String BUSY = "a request cannot be served at the moment: ";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<Subject> subjects = new ArrayList<>();

    private record Subject(RunningServer server, PostgresDatabase database) {
        @Override
        public String toString() {
            return server.installation().kind().key();
        }
    }

    LostClientContractIT() {
        try (Release release = Release.with(
                Map.of(),
                LongAnswerServlet.class,
                LongAnswerServlet.Writing.class,
                LongAnswerResource.class,
                BusyServlet.class)) {
            for (ServerKind kind : ServerKind.asked()) {
                PostgresDatabase database = Postgres.shared().createDatabase();
                Map<String, String> environment = new HashMap<>(Deployment.production(database));
                environment.put("DB_POOL_MAX_SIZE", Integer.toString(POOL));
                RunningServer server = RunningServer.start(kind.install(release.war()), environment);
                open.push(server::discard);
                subjects.add(new Subject(server, database));
            }
            subjects.forEach(subject -> subject.server().awaitReady());
        }
    }

    /** No request is awaited whose client has gone. */
    @AfterAll
    void close() throws Exception {
        try {
            for (Subject subject : subjects) {
                subject.server().close();
                assertThat(subject.server().log()).as("%s", subject).doesNotContain("requests still running");
            }
        } finally {
            while (!open.isEmpty()) {
                open.pop().close();
            }
        }
    }

    @Test
    void leavesNothing() {
        SideBySide.each(subjects, subject -> {
            try {
                int before = subject.server().numberOfRecords();
                Set<Integer> ports = LostClients.of(subject.server().port(), clients());
                awaitNothingOf(subject, ports);
                assertThat(subject.server().records(before).stream()
                                .filter(record -> !record.getString("log.level").equals("INFO"))
                                .filter(record -> !record.getString("message").startsWith(BUSY))
                                .map(JsonObject::toString))
                        .as("%s", subject)
                        .isEmpty();
                assertThatItServes(subject);
            } catch (Exception exception) {
                throw new IllegalStateException(exception);
            }
        });
    }

    /**
     * While the client is connected, the same exception counts as a fault of the application, such as a failed file
     * access.
     */
    @Test
    void logsAFaultOfTheApplicationOnce() {
        SideBySide.each(subjects, subject -> {
            int first = subject.server().numberOfRecords();
            for (String request : FAULTS) {
                int before = subject.server().numberOfRecords();
                RawHttp.request(subject.server().port(), request + " HTTP/1.1", "Host: localhost", "Connection: close");
                awaitFault(subject, request, before);
            }
            assertThat(faults(subject, first)).as("%s", subject).isEqualTo(FAULTS.size());
        });
    }

    /** The response may come before the record. */
    private static void awaitFault(Subject subject, String request, int before) {
        try {
            Await.until(
                    "a record of the fault of %s on %s".formatted(request, subject), () -> faults(subject, before) > 0);
        } catch (Exception exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static long faults(Subject subject, int before) {
        return subject.server().records(before).stream()
                .filter(record -> record.getString("error.stack_trace", "").contains(LongAnswerServlet.MISSING))
                .count();
    }

    private static List<Client> clients() {
        List<Client> clients = new ArrayList<>();
        for (int number = 0; clients.size() < CLIENTS; number++) {
            for (Way way : Way.values()) {
                clients.add(new Client(get(ANSWERS.get(number % ANSWERS.size())), way));
            }
            for (Way way : List.of(Way.RESET_BEFORE_THE_ANSWER, Way.CLOSE_BEFORE_THE_ANSWER)) {
                clients.add(new Client(half(BODIES.get(number % BODIES.size())), way));
            }
        }
        return clients.subList(0, CLIENTS);
    }

    private static String get(String path) {
        return "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path);
    }

    private static String half(String path) {
        return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 20000\r\n\r\n%s"
                .formatted(path, "x".repeat(10_000));
    }

    private static void awaitNothingOf(Subject subject, Set<Integer> ports) throws Exception {
        Await.until(
                "no socket of " + subject + " to a lost client",
                () -> Collections.disjoint(
                        ports,
                        ListeningSockets.peers(
                                subject.server().processes(), subject.server().port())));
        Await.until(
                "no thread of " + subject + " for a lost client",
                () -> !subject.server().jcmd("Thread.print").contains("LongAnswer"));
    }

    /** Uses the whole pool at once. */
    private static void assertThatItServes(Subject subject) throws Exception {
        assertThat(subject.server().get("/health/ready").statusCode()).isEqualTo(200);
        SideBySide.each(
                IntStream.range(0, POOL).boxed().toList(),
                each -> assertThat(
                                subject.server().get("/busy/together/" + POOL).statusCode())
                        .as("%s", subject)
                        .isEqualTo(200));
        String busy =
                "SELECT count(*) FROM pg_stat_activity WHERE datname = '%s' AND state <> 'idle' AND pid <> pg_backend_pid()"
                        .formatted(subject.database().name());
        Await.until(
                "every connection of " + subject + " idle",
                () -> subject.database().query(busy).equals("0"));
    }
}
