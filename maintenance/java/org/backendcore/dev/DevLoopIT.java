package org.backendcore.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.backendcore.gates.Checkout;
import org.backendcore.testkit.FreePort;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's commands that show a changed class within seconds, from the start to Ctrl-C. */
@Tag("dev")
final class DevLoopIT {
    private static final String CLASS = "src/main/java/org/backendcore/interfaces/http/Hello.java";
    private static final String SETTINGS = "src/main/resources/META-INF/microprofile-config-dev.properties";

    private static final String ACCOUNT = "dev";
    private static final String HANDSHAKE = "JDWP-Handshake";

    @BeforeAll
    static void createAccount() {
        Postgres.shared().execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(ACCOUNT, ACCOUNT));
    }

    /** Most of it is the first start, which builds the project and unpacks the server. */
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    @ParameterizedTest
    @CsvSource({
        "./mvnw liberty:dev, Source compilation had errors",
        "./mvnw -Ppayara-dev package, does not compile",
    })
    void showsEachChange(String command, String compilationFailed) throws Exception {
        assertThat(Files.readString(Path.of("README.md"))).contains(command);
        try (Checkout project = Checkout.in("dev-loop");
                DevServer server = DevServer.start(project, command, Map.of())) {
            server.await("/health/ready", 200, "UP");

            // Liberty's dev mode begins to watch some moments after it says so: who is too early saves again.
            server.await("/api/hello", 200, "first", () -> Files.writeString(project.file(CLASS), answering("first")));
            Files.writeString(project.file(CLASS), answering("second"));
            server.await("/api/hello", 200, "second");

            Files.writeString(project.file(CLASS), answering("third").replace("return", "retrun"));
            server.awaitLog(compilationFailed);
            server.await("/api/hello", 200, "second");
            Files.writeString(project.file(CLASS), answering("third"));
            server.await("/api/hello", 200, "third");

            String right = Files.readString(project.file(SETTINGS));
            Files.writeString(project.file(SETTINGS), right + "\ndb.start-timeout=never\n");
            server.awaitLog("backend-core refuses to start");
            Files.writeString(project.file(SETTINGS), right);
            server.await("/api/hello", 200, "third");

            Files.delete(project.file(CLASS));
            server.await("/api/hello", 404, "");

            server.pressCtrlC();
            server.awaitThatNothingIsLeft();
        }
    }

    /** As CONTRIBUTING.md says it: a port for the debugger, and another database by its URL alone. */
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    @ParameterizedTest
    @ValueSource(strings = {"./mvnw liberty:dev", "./mvnw -Ppayara-dev package"})
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
            server.pressCtrlC();
            server.awaitThatNothingIsLeft();
        }
    }

    /** The Java Debug Wire Protocol begins so: who is asked says the same. */
    private static String handshake(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(HANDSHAKE.length()), StandardCharsets.US_ASCII);
        }
    }

    private static String answering(String answer) {
        return """
                package org.backendcore.interfaces.http;

                import jakarta.ws.rs.GET;
                import jakarta.ws.rs.Path;

                /** What somebody works on. */
                @Path("hello")
                public final class Hello {
                    @GET
                    public String hello() {
                        return "%s";
                    }
                }
                """.formatted(answer);
    }
}
