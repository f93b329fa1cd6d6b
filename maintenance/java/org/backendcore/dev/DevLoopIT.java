package org.backendcore.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backendcore.gates.Checkout;
import org.backendcore.gates.TypedCommands;
import org.backendcore.testkit.FreePort;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The README's commands that show a changed class within seconds, from their start to Ctrl-C; the class is the README's first
 * endpoint.
 */
@Tag("dev")
@Isolated("the dev mode of Open Liberty may miss a change if both processors are busy")
final class DevLoopIT {
    private static final String LIBERTY = "./mvnw liberty:dev";
    private static final String PAYARA = "./mvnw -Ppayara-dev package";

    private static final Path README = Path.of("README.md");
    private static final String ANSWER = "return \"Hello\";";

    private static final String REFUSES = "backend-core refuses to start";
    private static final String WRONG = "'db.start-timeout' is 'never'";
    private static final String ANEW = "DROP SCHEMA public CASCADE; CREATE SCHEMA public";

    private static final String MIGRATION = "src/main/resources/db/migration/V1__baseline.sql";
    private static final String CLASS = "src/main/java/org/backendcore/interfaces/http/Hello.java";
    private static final String SETTINGS = "src/main/resources/META-INF/microprofile-config-dev.properties";

    private static final String ACCOUNT = "dev";
    private static final String HANDSHAKE = "JDWP-Handshake";

    @BeforeAll
    static void createAccount() {
        Postgres.shared().execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(ACCOUNT, ACCOUNT));
    }

    /** The first start, which builds the project and unpacks the server, takes most of the time. */
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    @ParameterizedTest
    @ValueSource(strings = {LIBERTY, PAYARA})
    void showsEachChange(String command) throws Exception {
        assertThat(Files.readString(README)).contains(command);
        try (Checkout project = Checkout.in("dev-loop")) {
            try (DevServer server = DevServer.start(project, command, Map.of())) {
                server.awaitLast("address 127.0.0.1:" + server.port(), "migrations applied", 0);
                server.await("/health/ready", 200, "UP");
                assertThatItPrintsFewerLines(40, server);
                assertThat(server.printedSince(0)).doesNotContain("dt_socket").doesNotContain("WARNING");

                changeAClass(server, project, command);
                changeASetting(server, project, command);
                Files.delete(project.file(CLASS));
                server.await("/api/hello", 404, "");

                Path database = changeTheMigration(server, project, command);
                assertThat(server.printedSince(0)).doesNotContain("\tat ");
                stop(server);
                Files.delete(database);
            }
            // The remains of a deleted class in an IDE, and of a deleted migration in Maven.
            Path stale = project.file("target/classes/org/backendcore/Gone$Nested.class");
            Path migration = project.file("target/classes/db/migration/V2__gone.sql");
            Files.createFile(stale);
            Files.createFile(migration);
            try (DevServer server = DevServer.start(project, command, Map.of("DB_START_TIMEOUT", "never"))) {
                server.awaitLast(WRONG, command.equals(LIBERTY) ? "CWWKM2015I" : REFUSES, 0);
                server.await("/health/ready", 503, "");
                stop(server);
            }
            assertThat(stale).doesNotExist();
            assertThat(migration).doesNotExist();
            try (DevServer server = DevServer.start(project, command, Map.of())) {
                server.awaitLast("address 127.0.0.1:" + server.port(), "started in", 0);
                server.await("/health/ready", 200, "UP");
                assertThatItPrintsFewerLines(35, server);
                stop(server);
            }
        }
    }

    private static void assertThatItPrintsFewerLines(int bound, DevServer server) throws Exception {
        String screen = server.printedSince(0);
        assertThat(screen.lines().filter(line -> !line.matches("(Download|Progress).*")))
                .as(screen)
                .hasSizeLessThan(bound);
    }

    private static void changeAClass(DevServer server, Checkout project, String command) throws Exception {
        // Liberty's dev mode begins to watch some moments after it reports so: a change that comes too early is saved
        // again.
        server.await("/api/hello", 200, "first", () -> Files.writeString(project.file(CLASS), answering("first")));
        Files.writeString(project.file(CLASS), answering("second"));
        server.await("/api/hello", 200, "second");

        String mistaken = answering("third").replace("return", "retrun");
        Files.writeString(project.file(CLASS), mistaken);
        server.awaitLog("Hello.java:%s: error: ".formatted(lineOf("retrun", mistaken)));
        if (command.equals(PAYARA)) {
            // An error that plain javac does not detect.
            Files.writeString(project.file(CLASS), answering("third").replace("\"third\"", "null"));
            server.awaitLog("[NullAway] returning @Nullable expression");
        }
        server.await("/api/hello", 200, "second");
        Files.writeString(project.file(CLASS), answering("third"));
        server.await("/api/hello", 200, "third");
    }

    private static void changeASetting(DevServer server, Checkout project, String command) throws Exception {
        String right = Files.readString(project.file(SETTINGS));
        long before = server.printed();
        Files.writeString(project.file(SETTINGS), right + "\ndb.start-timeout=never\n");
        server.awaitLast(WRONG, lastOfARefusal(command), before);
        server.await("/health/ready", 503, "");
        assertThat(server.printedSince(before)).doesNotContain("deployed in");
        Files.writeString(project.file(SETTINGS), right);
        server.await("/api/hello", 200, "third");
    }

    /** Changes it as an author in the middle of writing would; returns the file that must be deleted by then. */
    private static Path changeTheMigration(DevServer server, Checkout project, String command) throws Exception {
        long before = server.printed();
        Files.writeString(project.file(MIGRATION), "-- More.\n", StandardOpenOption.APPEND);
        server.awaitLast("and start again", lastOfARefusal(command), before);
        String screen = server.printedSince(before);
        assertThat(screen).contains("V1 (V1__baseline.sql) was changed after it was applied", "stop the server");
        Matcher removal = Pattern.compile("rm '(/.*/dev\\.mv\\.db)'").matcher(screen);
        assertThat(removal.find()).as(screen).isTrue();
        assertThat(Path.of(removal.group(1))).startsWith(project.folder()).exists();
        return Path.of(removal.group(1));
    }

    /** The server's own last line, before the report is printed again. */
    private static String lastOfARefusal(String command) {
        return command.equals(LIBERTY) ? "CWWKZ0004E" : REFUSES;
    }

    private static void stop(DevServer server) throws Exception {
        server.pressCtrlC();
        server.awaitThatNothingIsLeft();
    }

    /** As in CONTRIBUTING.md: a port for the debugger, and another database by its URL only. */
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    @ParameterizedTest
    @ValueSource(strings = {LIBERTY, PAYARA})
    void takesADebuggerAndWorksOnPostgresql(String command) throws Exception {
        PostgresDatabase database =
                new PostgresDatabase(Postgres.shared(), "loop_%s".formatted(command.length()), ACCOUNT);
        Postgres.shared().execute("CREATE DATABASE %s OWNER %s".formatted(database.name(), ACCOUNT));
        int port = FreePort.find();
        try (Checkout project = Checkout.in("dev-loop");
                DevServer server =
                        DevServer.start(project, command + " -DdebugPort=" + port, Map.of("DB_URL", database.url()))) {
            server.await("/health/ready", 200, "UP");
            assertThat(handshake(port)).isEqualTo(HANDSHAKE);
            assertThat(database.query("SELECT count(*) > 0 FROM flyway_schema_history WHERE success"))
                    .isEqualTo("t");

            // Liberty's dev mode watches from then on.
            server.await("/api/hello", 200, "first", () -> Files.writeString(project.file(CLASS), answering("first")));
            long before = server.printed();
            Files.writeString(project.file(MIGRATION), "-- More.\n", StandardOpenOption.APPEND);
            server.awaitLast("psql -U 'dev' -c '" + ANEW + "' 'postgresql://", lastOfARefusal(command), before);
            try (Connection connection = DriverManager.getConnection(database.url(), ACCOUNT, ACCOUNT);
                    Statement statement = connection.createStatement()) {
                statement.execute(ANEW);
            }
            Files.writeString(project.file(SETTINGS), "\n", StandardOpenOption.APPEND);
            server.await("/health/ready", 200, "UP");
            stop(server);
        }
    }

    /** The Java Debug Wire Protocol begins with a handshake, which the peer repeats. */
    private static String handshake(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(HANDSHAKE.length()), StandardCharsets.US_ASCII);
        }
    }

    private static long lineOf(String word, String text) {
        String before = text.substring(0, text.indexOf(word));
        return before.lines().count();
    }

    /** The endpoint that the README shows, with another answer. */
    private static String answering(String answer) throws IOException {
        String hello = TypedCommands.javaClass(README.toString(), "Hello");
        assertThat(hello).containsOnlyOnce(ANSWER);
        return hello.replace(ANSWER, "return \"%s\";".formatted(answer));
    }
}
