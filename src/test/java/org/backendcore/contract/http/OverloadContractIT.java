package org.backendcore.contract.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.backendcore.contract.fixtures.ModuleRecords;
import org.backendcore.contract.fixtures.OverloadResource;
import org.backendcore.contract.fixtures.OverloadRow;
import org.backendcore.contract.fixtures.OverloadServlet;
import org.backendcore.contract.fixtures.OverloadWork;
import org.backendcore.contract.fixtures.Problems;
import org.backendcore.testkit.Await;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Installation;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.RawHttp;
import org.backendcore.testkit.RawHttp.Answer;
import org.backendcore.testkit.Release;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.backendcore.testkit.SideBySide;
import org.backendcore.testkit.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request that gets no connection in time, or whose database is away, is answered with 503 and one line in the log,
 * however the application accesses its database; a fault is a 500 with a stack trace. Both servers run in parallel.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the servers of OverloadContractIT") // Makes the class's own tests run one after the other.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OverloadContractIT {
    private static final int POOL = 3;
    private static final String FOR_THE_MOMENT = "a request cannot be served at the moment: ";

    private static final List<String> WAYS =
            List.of("jdbc", "user-transaction", "transactional", "statement", "entity");

    /** Outside of a transaction, EclipseLink retries a query for 10 s. */
    private static final String QUERY = "query";

    private static final List<String> TRANSACTIONS =
            List.of("user-transaction", "transactional", "statement", "entity");

    /**
     * The function ends its own connection, or fails with a SQLSTATE; the table does so at the end of the transaction.
     */
    private static final String MIGRATION = """
            CREATE FUNCTION fail(state text) RETURNS int LANGUAGE plpgsql AS $$
            BEGIN
              IF state = 'end' THEN
                PERFORM pg_terminate_backend(pg_backend_pid());
                PERFORM pg_sleep(60);
              END IF;
              RAISE EXCEPTION 'asked for' USING ERRCODE = state;
            END $$;
            CREATE TABLE overload (state text);
            CREATE FUNCTION fail_later() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              PERFORM fail(NEW.state);
              RETURN NEW;
            END $$;
            CREATE CONSTRAINT TRIGGER later AFTER INSERT ON overload DEFERRABLE INITIALLY DEFERRED
              FOR EACH ROW EXECUTE FUNCTION fail_later();
            """;

    private static final String PERSISTENCE = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="app" transaction-type="JTA">
                <provider>org.backendcore.infrastructure.persistence.LazyPersistenceProvider</provider>
                <jta-data-source>jdbc/app</jta-data-source>
                <class>org.backendcore.contract.fixtures.OverloadRow</class>
                <exclude-unlisted-classes>true</exclude-unlisted-classes>
              </persistence-unit>
            </persistence>
            """;

    private static final String UNIT = "META-INF/persistence.xml";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<Subject> subjects = new ArrayList<>();

    /** One of the servers, its database and the wire between them. */
    private record Subject(RunningServer server, PostgresDatabase database, Wire wire) {
        Answer get(String path, String todo) {
            String query = URLEncoder.encode(todo, StandardCharsets.UTF_8);
            return RawHttp.request(
                    server.port(),
                    "GET %s?todo=%s HTTP/1.1".formatted(path, query),
                    "Host: localhost",
                    "Connection: close");
        }

        /** In all these ways at once, so that their waits overlap. */
        List<Answer> get(Collection<String> ways, String statement, String state) {
            List<Answer> answers = new ArrayList<>();
            SideBySide.each(ways, way -> {
                Answer answer = get("/overload/" + way, way.equals("entity") ? state : statement);
                synchronized (answers) {
                    answers.add(answer);
                }
            });
            return answers;
        }

        String name() {
            return server.installation().kind().key();
        }
    }

    OverloadContractIT() throws Exception {
        assumeTrue(
                !Release.isOfTheProduct(UNIT),
                "the WAR has a persistence unit of its own, and these tests bring another one in its place");
        try (Release release = Release.with(
                Map.of("db/migration-postgresql/V9001__overload.sql", MIGRATION, UNIT, PERSISTENCE),
                OverloadServlet.class,
                OverloadResource.class,
                OverloadWork.class,
                OverloadRow.class)) {
            for (ServerKind kind : ServerKind.asked()) {
                subjects.add(start(kind, release));
            }
            subjects.forEach(subject -> subject.server().awaitReady());
            // EclipseLink connects to the database at its first use.
            subjects.forEach(subject -> subject.get("/overload/query", "SELECT 1"));
        } catch (Exception | Error failure) {
            close();
            throw failure;
        }
    }

    private Subject start(ServerKind kind, Release release) throws IOException {
        PostgresDatabase database = Postgres.shared().createDatabase();
        Wire wire = Wire.to(Postgres.shared().port());
        open.push(wire);
        Map<String, String> environment = new HashMap<>(Deployment.production(database));
        environment.put("DB_URL", database.url(wire.port()));
        environment.put("DB_POOL_MAX_SIZE", Integer.toString(POOL));
        Installation installation = kind.install(release.war());
        if (kind == ServerKind.OPEN_LIBERTY) {
            String feature = "<feature>jsonb-3.0</feature>";
            installation.edit(text -> text.replace(feature, feature + "<feature>persistence-3.1</feature>"));
        }
        RunningServer server = RunningServer.start(installation, environment);
        open.push(server::discard);
        return new Subject(server, database, wire);
    }

    @AfterAll
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08000", "08001", "08003", "08007", "25006", "40001", "40P01", "53100", "53200", "53300", "55P03",
                "57P01", "57P02", "57P03", "57P05"
            })
    void isForAMoment(String state) {
        onBoth(subject -> {
            assertThatItIsForAMoment(subject, WAYS, "SELECT fail('%s')".formatted(state), state);
            assertThatItIsForAMoment(
                    subject, TRANSACTIONS, "INSERT INTO overload VALUES ('%s')".formatted(state), state);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"08004", "08P01", "22012", "23505", "28P01", "3D000", "42P01", "53400", "57014", "57P04"})
    void isAFault(String state) {
        onBoth(subject -> {
            assertThatItIsAFault(subject, WAYS, "SELECT fail('%s')".formatted(state), state);
            assertThatItIsAFault(subject, TRANSACTIONS, "INSERT INTO overload VALUES ('%s')".formatted(state), state);
        });
    }

    @Test
    void isForAMomentWhenTheConnectionIsEnded() {
        onBoth(subject -> {
            for (String way : WAYS) {
                assertThatItIsForAMoment(subject, List.of(way), "SELECT fail('end')", "end");
            }
            for (String way : TRANSACTIONS) {
                assertThatItIsForAMoment(subject, List.of(way), "INSERT INTO overload VALUES ('end')", "end");
            }
        });
    }

    /** The first test, because a pool may count incorrectly after an outage. */
    @Test
    @Order(1)
    void isForAMomentWhenThePoolIsFull() {
        onBoth(subject -> {
            List<Thread> holders = IntStream.range(0, POOL)
                    .mapToObj(index -> new Thread(() -> subject.get("/overload/hold", "SELECT 'held'")))
                    .toList();
            holders.forEach(Thread::start);
            try {
                await(subject, "query LIKE '%''held''%'", POOL);
                assertThatItIsForAMoment(subject, WAYS, "SELECT 1", "57P03");
            } finally {
                subject.get("/overload/release", "");
                holders.forEach(OverloadContractIT::join);
            }
            assertThat(subject.server().log()).contains(FOR_THE_MOMENT + "the pool had no connection for it in time");
        });
    }

    @Test
    void isForAMomentWhenTheDatabaseIsFull() {
        onBoth(subject -> {
            subject.database().admitNobody();
            subject.database().endConnections();
            try {
                assertThatItIsForAMoment(
                        subject, List.of("jdbc", "user-transaction", "transactional", "statement"), "SELECT 1", "");
            } finally {
                subject.database().admit();
            }
            subject.server().awaitReady();
        });
    }

    /** In the middle of a statement, and for a new request for a connection. */
    @Test
    void isForAMomentWhenNobodyAnswersAnyMore() {
        onBoth(subject -> {
            int before = subject.server().numberOfRecords();
            List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
            AtomicBoolean cut = new AtomicBoolean();
            Thread asking = new Thread(() -> {
                Answer answer = subject.get("/overload/statement", "SELECT pg_sleep(9)");
                // The pool may still have a connection that an earlier test has ended.
                while (!cut.get()) {
                    answer = subject.get("/overload/statement", "SELECT pg_sleep(9)");
                }
                answers.add(answer);
            });
            asking.start();
            await(subject, "state = 'active' AND query LIKE '%pg_sleep%'", 1);
            cut.set(true);
            subject.wire().cut();
            Answer other = subject.get("/overload/jdbc", "SELECT 1");
            join(asking);
            subject.wire().mend();
            answers.add(other);
            assertThat(answers).hasSize(2).allSatisfy(OverloadContractIT::assertForAMoment);
            assertThatNothingIsTraced(subject, before);
            subject.server().awaitReady();
        });
    }

    @Test
    void isForAMomentInAResource() {
        onBoth(subject -> {
            int before = subject.server().numberOfRecords();
            for (String way : TRANSACTIONS) {
                assertForAMoment(
                        subject.get("/api/overload/" + way, way.equals("entity") ? "57P03" : "SELECT fail('57P03')"));
            }
            assertForAMoment(subject.get("/overload/dispatched", "SELECT fail('57P03')"));
            assertThatNothingIsTraced(subject, before);
        });
    }

    @Test
    void leavesToAnApplicationWhatItSaysItself() {
        onBoth(subject -> {
            Answer answer = subject.get("/api/overload/mapped", "SELECT fail('57P03')");
            Problems.assertProblem(answer, 409, "Conflict");
            assertThat(answer.headers()).doesNotContainKey("retry-after");
        });
    }

    /** A response that has begun cannot become a problem. */
    @Test
    void isOneLineInTheMiddleOfAnAnswer() {
        onBoth(subject -> {
            int before = subject.server().numberOfRecords();
            assertThat(subject.get("/overload/late", "SELECT fail('57P05')").status())
                    .isEqualTo(200);
            assertThatNothingIsTraced(subject, before);
            assertThat(subject.server().log())
                    .contains(FOR_THE_MOMENT + "the database has ended an idle connection (SQLSTATE 57P05)");
        });
    }

    /** One line per second, with the id of its request, and the number of requests without a line. */
    @Test
    void doesNotFloodTheLog() {
        onBoth(subject -> {
            int before = subject.server().numberOfRecords();
            long begin = System.nanoTime();
            assertThat(subject.get(Collections.nCopies(200, "jdbc"), "SELECT fail('53200')", ""))
                    .allSatisfy(OverloadContractIT::assertForAMoment);
            List<JsonObject> lines = new ArrayList<>();
            while (lines.isEmpty()) {
                String id =
                        subject.get("/overload/jdbc", "SELECT fail('53200')").header("X-Request-Id");
                subject.server().records(before).stream()
                        .filter(line -> line.getString("message").startsWith(FOR_THE_MOMENT))
                        .filter(line -> line.getString("trace.id").equals(id))
                        .forEach(lines::add);
            }
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            assertThat(lines.get(0).getString("message"))
                    .matches(
                            FOR_THE_MOMENT
                                    + "the database is out of memory \\(SQLSTATE 53200\\); and \\d+ more in the second after the last such line");
            Map<String, Long> linesOfEachReason = subject.server().records(before).stream()
                    .map(line -> line.getString("message"))
                    .filter(line -> line.startsWith(FOR_THE_MOMENT))
                    .collect(Collectors.groupingBy(line -> line.replaceFirst("; and .*", ""), Collectors.counting()));
            assertThat(linesOfEachReason.values()).allMatch(number -> number <= seconds + 2);
            assertThatNothingIsTraced(subject, before);
        });
    }

    /** The last test: the wire is gone. */
    @Test
    @Order(Integer.MAX_VALUE)
    void isForAMomentWhenTheDatabaseIsAway() {
        onBoth(subject -> {
            try {
                subject.wire().close();
            } catch (IOException exception) {
                throw new UncheckedIOException(exception);
            }
            List<String> ways = new ArrayList<>(WAYS);
            ways.add(QUERY);
            assertThatItIsForAMoment(subject, ways, "SELECT 1", "57P03");
            assertThat(subject.server().log())
                    .contains(FOR_THE_MOMENT + "the database does not answer (ConnectException");
        });
    }

    private static void await(Subject subject, String condition, int number) {
        String sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = '%s' AND pid <> pg_backend_pid() AND %s"
                .formatted(subject.database().name(), condition);
        try {
            Await.until(
                    "statements that run", () -> subject.database().query(sql).equals(Integer.toString(number)));
        } catch (Exception exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    private static void assertThatItIsForAMoment(Subject subject, List<String> ways, String statement, String state) {
        int before = subject.server().numberOfRecords();
        List<Answer> answers = subject.get(ways, statement, state);
        assertThat(answers).as(subject.name() + " " + statement).allSatisfy(OverloadContractIT::assertForAMoment);
        assertThatNothingIsTraced(subject, before);
    }

    private static void assertForAMoment(Answer answer) {
        Problems.assertProblem(answer, 503, "Service Unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
    }

    private static void assertThatNothingIsTraced(Subject subject, int before) {
        assertThat(subject.server().records(before))
                .as(subject.name())
                // A job of a module may fail meanwhile.
                .filteredOn(line -> !ModuleRecords.include(line))
                .allSatisfy(line ->
                        assertThat(line.toString()).doesNotContain("\tat ", "error.type", "\"SEVERE\"", "\"ERROR\""));
    }

    private static void assertThatItIsAFault(Subject subject, List<String> ways, String statement, String state) {
        int before = subject.server().numberOfRecords();
        List<Answer> answers = subject.get(ways, statement, state);
        assertThat(answers).as(subject.name() + " " + statement).allSatisfy(answer -> {
            Problems.assertProblem(answer, 500, "Internal Server Error");
            assertThat(answer.headers()).doesNotContainKey("retry-after");
        });
        assertThat(subject.server().records(before).stream()
                        .filter(line -> line.getString("message").equals("a request failed"))
                        .filter(line -> line.getString("error.stack_trace").contains("asked for")))
                .hasSameSizeAs(ways);
    }

    private void onBoth(Consumer<Subject> test) {
        SideBySide.each(subjects, test);
    }
}
