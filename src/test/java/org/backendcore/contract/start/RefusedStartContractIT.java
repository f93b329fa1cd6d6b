package org.backendcore.contract.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backendcore.contract.fixtures.ClassArchives;
import org.backendcore.contract.fixtures.FaultyStart;
import org.backendcore.contract.fixtures.NextRelease;
import org.backendcore.contract.fixtures.Problems;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.Command;
import org.backendcore.testkit.CommandLine;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Installation;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.RawHttp;
import org.backendcore.testkit.RawHttp.Answer;
import org.backendcore.testkit.Release;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every problem is reported once, in words, and the process ends with the exit code that tells who must act. Both
 * servers start in parallel.
 */
@Execution(ExecutionMode.CONCURRENT)
final class RefusedStartContractIT {
    private static final String REFUSES = "backend-core refuses to start: ";

    /** The password comes from the environment here, and from a file for the shared servers. */
    private final PostgresDatabase database = Postgres.shared().createDatabase(Canary.difficultPassword());

    private final Map<String, String> environment = new HashMap<>(Deployment.production(database));

    @Test
    void refusesAWrongPassword() {
        environment.put("DB_PASSWORD", Canary.password());
        assertThatItRefuses(78, "the database rejected the user or the password: check DB_USER and DB_PASSWORD");
    }

    @Test
    void givesUpOnADatabaseThatCannotBeReached() throws IOException {
        environment.put("DB_URL", "jdbc:postgresql://127.0.0.1:%s/app".formatted(closedPort()));
        environment.put("DB_START_TIMEOUT", "4 s");
        assertThatItRefuses(
                69,
                "the database does not answer (ConnectException: Connection refused): check DB_URL, and that the database"
                        + " is running; waited 4 s (DB_START_TIMEOUT)");
    }

    /**
     * Payara Micro's launcher checks this itself: with a persistence unit, Payara would fail before the application can
     * report it. The folder allows no class-data archives, so the command line reports that it starts without them.
     */
    @Test
    void refusesAMissingDriver() {
        ServerKind.onBothAtOnce(kind -> {
            try (Installation installation = kind.install(Deployment.WAR)) {
                installation.deleteDrivers();
                String lib = installation.folder().resolve("lib/jdbc").toString();
                assertThatItEnds(
                        installation,
                        78,
                        REFUSES
                                + (kind == ServerKind.PAYARA_MICRO
                                        ? "the distribution lacks %1$s/postgresql.jar, %1$s/backend-core-postgresql.jar, or this account cannot read it: unpack the release again"
                                                .formatted(lib)
                                        : "the server cannot create a connection for its data source 'jdbc/app': check DB_URL, and that the JDBC driver is where the server's configuration expects it"));
            } catch (IOException exception) {
                throw new UncheckedIOException(exception);
            }
        });
    }

    /**
     * The command line and the launcher have their own jars, including those of the log, so this is not a log record.
     */
    @Test
    void refusesADistributionThatLacksALibrary() throws Exception {
        ServerKind.PAYARA_MICRO.assumeRunsHere();
        try (Installation installation =
                ServerKind.PAYARA_MICRO.install(Deployment.WAR).withOwnLibraries()) {
            Path library = installation.folder().resolve("lib/log/ecs-logging-core.jar");
            Files.delete(library);
            assertThat(ended(installation, "bin/backend-core", "run"))
                    .isEqualTo(new Command.Ended(
                            78,
                            "%sthe distribution lacks the class co/elastic/logging/EcsJsonSerializer, or this account cannot read its jar: unpack the release again%n"
                                    .formatted(REFUSES)));
            assertThat(ended(
                            installation,
                            System.getProperty("java.home") + "/bin/java",
                            "-jar",
                            "lib/backend-core-launcher.jar",
                            "run"))
                    .isEqualTo(new Command.Ended(
                            78,
                            "%sthe distribution lacks %s, or this account cannot read it: unpack the release again%n"
                                    .formatted(REFUSES, library)));
        }
    }

    @ParameterizedTest
    @CsvSource({"backend-core-cli.jar, check", "backend-core-cli.jar, run", "backend-core-launcher.jar, run"})
    void refusesADistributionThatLacksItsOwnJar(String jar, String command) throws Exception {
        ServerKind.PAYARA_MICRO.assumeRunsHere();
        try (Installation installation =
                ServerKind.PAYARA_MICRO.install(Deployment.WAR).withOwnLibraries()) {
            Path missing = installation.folder().resolve("lib").resolve(jar);
            Files.delete(missing);
            Command.Ended ended = ended(installation, "bin/backend-core", command);
            assertThat(ended.exitCode()).as(ended.output()).isEqualTo(78);
            assertThat(ended.output())
                    .hasLineCount(1)
                    .contains("the distribution lacks %s, or this account cannot read it: unpack the release again"
                            .formatted(missing));
        }
    }

    private static Command.Ended ended(Installation installation, String... command) throws Exception {
        return new Command(installation.folder(), Map.of("MP_CONFIG_PROFILE", "prod"), List.of(command))
                .run(Duration.ofMinutes(1));
    }

    /**
     * Without DB_MIGRATE_ON_START a start only compares; there is one sentence per difference, and all are reported.
     */
    @Test
    void refusesASchemaThatDoesNotFit() throws Exception {
        environment.remove("DB_MIGRATE_ON_START");
        try (Release next = NextRelease.create()) {
            assertThat(CommandLine.of(next).run(environment, "migrate").exitCode())
                    .isZero();
            database.execute("DELETE FROM flyway_schema_history WHERE version = '9003'");
            database.execute("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '9001'");
            database.execute(
                    "INSERT INTO flyway_schema_history SELECT 0, '9000', 'gone', type, 'V9000__gone.sql', checksum, installed_by, installed_on, 1, true FROM flyway_schema_history WHERE version = '1'");
            assertThatItEnds(next.war(), 78, REFUSES + """
                    the schema does not match this release:
                      1. V9000 (V9000__gone.sql) was applied, but is missing from this release: deploy a release that contains it
                      2. V9001 (V9001__later_notes.sql) was changed after it was applied: restore the original file, and put the change into a new migration
                      3. migrations are pending: V9003; run 'bin/backend-core migrate', or start once with DB_MIGRATE_ON_START=true
                    """, installation -> {});
        }
    }

    /** Before any of them runs; the pools of the servers would disagree on the rows of COPY. */
    @Test
    void refusesAMigrationThatWouldNotDoWhatItSays() {
        try (Release next = NextRelease.with("CREATE TABLE half (id INT);\nCOPY half FROM stdin;\n1\n\\.\nCOMMIT;\n")) {
            assertThatItEnds(next.war(), 78, REFUSES + """
                    the schema does not match this release:
                      1. V9004__more.sql, line 2 ('COPY half FROM stdin') copies rows from or to a client, but a migration has no client: write the rows as INSERT statements
                      2. V9004__more.sql, line 5 ('COMMIT') begins or ends a transaction, but the migration already runs in one: remove the statement, or set 'executeInTransaction=false' in V9004__more.sql.conf
                    """, installation -> {});
        }
        assertThat(database.query("SELECT count(*) FROM pg_tables WHERE tablename = 'half'"))
                .isEqualTo("0");
    }

    /**
     * The settings are valid, but the server's own configuration points the migrations to another database, which the
     * account may access.
     */
    @Test
    void refusesADataSourceThatLeadsElsewhere() {
        String other = database.url() + "_b";
        database.createSibling(database.name() + "_b");
        assertThatItEnds(
                78,
                REFUSES
                        + "the server's data source 'jdbc/migrations' connects to a different database than 'db.url' specifies: check the server's"
                        + " configuration, and where it takes DB_URL from",
                installation -> installation.edit(text -> last(
                        last(text, "${MPCONFIG\\=db.url}", other.replace(":", "\\:")),
                        "url=\"${db.url}\"",
                        "url=\"" + other + "\"")));
    }

    /** The migrations' pool is defined after that of the requests. */
    private static String last(String text, String before, String after) {
        int place = text.lastIndexOf(before);
        return place < 0 ? text : text.substring(0, place) + after + text.substring(place + before.length());
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("HTTP_PORT", Integer.toString(taken.getLocalPort()));
            assertThatItRefuses(
                    71,
                    "cannot listen on 127.0.0.1 port %s (Address already in use): stop the process that uses it, or set HTTP_HOST and HTTP_PORT"
                            .formatted(taken.getLocalPort()));
        }
    }

    /** After the checked start: the start is not reported, and nothing is ready. */
    @ParameterizedTest
    @MethodSource
    void refusesAnApplicationThatFailsWhileItIsInitialized(Class<?> part, String method) {
        try (Release release = Release.with(Map.of(), FaultyStart.class, FaultyStart.Resource.class, part)) {
            assertThatItEnds(release.war(), 70, REFUSES + failure(part, method), installation -> {});
        }
    }

    static Stream<Arguments> refusesAnApplicationThatFailsWhileItIsInitialized() {
        return Stream.of(
                Arguments.of(FaultyStart.Listener.class, "contextInitialized"),
                Arguments.of(FaultyStart.Filter.class, "init"),
                Arguments.of(FaultyStart.Servlet.class, "init"),
                Arguments.of(FaultyStart.RestFilter.class, "<init>"),
                Arguments.of(FaultyStart.Observer.class, "begin"));
    }

    private static String failure(Class<?> part, String method) {
        return "the application failed during initialization, in %s.%s".formatted(part.getName(), method);
    }

    /** Payara Micro would omit it from every request, as if it did not exist. */
    @Test
    void servesNothingWithoutAFilterThatFailed() {
        environment.put("APP_EXIT_ON_FAILURE", "false");
        try (Release release = Release.with(Map.of(), FaultyStart.class, FaultyStart.Filter.class)) {
            ServerKind.onBothAtOnce(kind -> {
                try (Installation installation = kind.install(release.war());
                        RunningServer server = RunningServer.start(installation, environment)) {
                    server.awaitLog(Pattern.quote(REFUSES + failure(FaultyStart.Filter.class, "init")));
                    server.awaitStatus("/missing", 503).awaitStatus("/health/ready", 503);
                    assertThat(server.log()).containsOnlyOnce(REFUSES).doesNotContain(" started in ");
                }
            });
        }
    }

    /** The server stays up, with its port open, and does not identify itself. */
    @Test
    void answersForNobodyWithoutAnApplication() {
        environment.remove("DB_MIGRATE_ON_START");
        environment.put("APP_EXIT_ON_FAILURE", "false");
        ServerKind.onBothAtOnce(kind -> {
            try (Installation installation = kind.install(Deployment.WAR).withoutCommandLine();
                    RunningServer server = RunningServer.start(installation, environment)) {
                server.awaitLog(REFUSES);
                boolean problem = kind == ServerKind.PAYARA_MICRO;
                server.awaitStatus("/missing", problem ? 503 : 404);
                for (String request :
                        List.of("GET /missing", "GET /", "GET /health/ready", "POST /missing", "TRACE /")) {
                    Answer answer = RawHttp.request(
                            server.port(),
                            request + " HTTP/1.1",
                            "Host: any",
                            "Connection: close",
                            "Content-Length: 0");
                    if (problem) {
                        Problems.assertProblem(answer, 503, "Service Unavailable");
                        assertThat(answer.header("Retry-After")).isEqualTo("5");
                    } else {
                        assertThat(answer.status()).as(answer.text()).isGreaterThanOrEqualTo(400);
                        Problems.assertSafeHeaders(answer);
                    }
                }
                if (problem) {
                    String post = "POST / HTTP/1.1\r\nHost: any\r\nContent-Length: 11534336\r\n\r\n";
                    Problems.assertProblem(
                            RawHttp.wholeBytes(server.port(), post + " ".repeat(11_534_336)),
                            503,
                            "Service Unavailable");
                }
                Answer head = RawHttp.request(server.port(), "HEAD / HTTP/1.1", "Host: any", "Connection: close");
                assertThat(head.body()).isEmpty();
            }
        });
    }

    /** A change to a server that is not started yet. */
    private interface Change {
        void make(Installation installation) throws IOException;
    }

    private void assertThatItRefuses(int exitCode, String reason) {
        assertThatItEnds(exitCode, REFUSES + reason, installation -> {});
    }

    private void assertThatItEnds(int exitCode, String sentence, Change change) {
        assertThatItEnds(Deployment.WAR, exitCode, sentence, change);
    }

    private void assertThatItEnds(Path war, int exitCode, String sentence, Change change) {
        ServerKind.onBothAtOnce(kind -> {
            try (Installation installation = kind.install(war)) {
                change.make(installation);
                assertThatItEnds(installation, exitCode, sentence);
            } catch (IOException exception) {
                throw new UncheckedIOException(exception);
            }
        });
    }

    private void assertThatItEnds(Installation installation, int exitCode, String sentence) {
        try (RunningServer server = RunningServer.start(installation, environment)) {
            assertThat(server.awaitExit()).as(server.log()).isEqualTo(exitCode);
            assertThat(server.log())
                    .containsOnlyOnce(REFUSES)
                    .containsOnlyOnce(sentence)
                    .doesNotContain(" started in ");
            if (Files.isDirectory(installation.folder().resolve("lib/archives"))) {
                assertThat(server.log()).doesNotContain(ClassArchives.WITHOUT);
            }
            assertThat(installation.folder().resolve("tmp")).isEmptyDirectory();
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
