package org.backendcore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.backendcore.servers.Deployment;
import org.backendcore.servers.Installation;
import org.backendcore.servers.Postgres;
import org.backendcore.servers.PostgresDatabase;
import org.backendcore.servers.RunningServer;
import org.backendcore.servers.ServerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong is said once, in words, and the process ends with the exit code that says whose turn it is. */
@ParameterizedClass(name = "{0}")
@EnumSource(ServerKind.class)
final class RefusedStartContractIT {
    private static final String REFUSES = "backend-core refuses to start: ";

    private final ServerKind kind;
    private final PostgresDatabase database = Postgres.shared().createDatabase();
    private final Map<String, String> environment = new HashMap<>(Deployment.production(database));

    RefusedStartContractIT(ServerKind kind) {
        this.kind = kind;
    }

    @Test
    void refusesAWrongPassword() {
        environment.put("DB_PASSWORD", "canary-that-is-wrong");
        assertThatItRefuses(78, "the database refused the user or the password: check DB_USER and DB_PASSWORD");
    }

    @Test
    void refusesADatabaseThatDoesNotExist() {
        environment.put("DB_URL", database.url() + "_missing");
        assertThatItRefuses(78, "the database named in DB_URL does not exist: check DB_URL, or create it");
    }

    @Test
    void givesUpOnADatabaseThatCannotBeReached() throws IOException {
        environment.put("DB_URL", "jdbc:postgresql://127.0.0.1:%d/app".formatted(closedPort()));
        environment.put("DB_START_TIMEOUT", "2 s");
        assertThatItRefuses(
                69,
                "the database does not answer (ConnectException: Connection refused): check DB_URL and that the database"
                        + " runs; waited 2 s (DB_START_TIMEOUT)");
    }

    /** No time-out of the driver covers this one: it waits for an answer to its question about TLS, then tries without. */
    @Test
    void givesUpOnADatabaseThatAcceptsAndSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            environment.put("DB_URL", "jdbc:postgresql://127.0.0.1:%d/app".formatted(silent.getLocalPort()));
            environment.put("DB_START_TIMEOUT", "2 s");
            assertThatItRefuses(
                    69,
                    "the database does not answer (no answer): check DB_URL and that the database runs; waited 2 s"
                            + " (DB_START_TIMEOUT)");
        }
    }

    @Test
    void refusesAMissingDriver() throws IOException {
        try (Installation installation = kind.install(Deployment.WAR)) {
            deleteDrivers(installation.drivers());
            assertThatItEnds(
                    installation,
                    78,
                    REFUSES
                            + "the server cannot make a connection for its data source 'jdbc/app': check DB_URL, and that the JDBC"
                            + " driver is where the server's configuration says");
        }
    }

    @Test
    void refusesPendingMigrationsInProduction() {
        environment.remove("DB_MIGRATE_ON_START");
        assertThatItRefuses(78, "migrations are pending: V1; start once with DB_MIGRATE_ON_START=true to apply them");
    }

    @Test
    void refusesAnUnknownProfile() {
        environment.put("MP_CONFIG_PROFILE", "production");
        assertThatItEnds(78, "is 'production'", "must be 'dev' or 'prod'");
    }

    @Test
    void refusesToGuessTheProfile() {
        environment.remove("MP_CONFIG_PROFILE");
        assertThatItEnds(78, "is not set", "must be 'dev' or 'prod'");
    }

    @Test
    void saysAllThatIsWrongWithTheSettingsAtOnce() {
        environment.put("DB_MIGRATE_ON_START", "yes");
        environment.put("DB_START_TIMEOUT", "soon");
        assertThatItEnds(
                78,
                REFUSES + "the settings are wrong:",
                "  1. 'db.migrate-on-start' is 'yes' (from ",
                "  2. 'db.start-timeout' is 'soon' (from ");
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Installation installation = kind.install(Deployment.WAR);
                RunningServer server = RunningServer.start(installation, environment, taken.getLocalPort())) {
            assertThat(server.awaitExit()).as(server.log()).isEqualTo(71);
            assertThat(server.log())
                    .containsOnlyOnce(REFUSES
                            + "cannot listen on 127.0.0.1 port %d (Address already in use): stop what uses it, or set HTTP_HOST and HTTP_PORT"
                                    .formatted(taken.getLocalPort()));
        }
    }

    private void assertThatItRefuses(int exitCode, String reason) {
        assertThatItEnds(exitCode, REFUSES + reason);
    }

    private void assertThatItEnds(int exitCode, String... sentences) {
        try (Installation installation = kind.install(Deployment.WAR)) {
            assertThatItEnds(installation, exitCode, sentences);
        }
    }

    private void assertThatItEnds(Installation installation, int exitCode, String... sentences) {
        try (RunningServer server = RunningServer.start(installation, environment)) {
            assertThat(server.awaitExit()).as(server.log()).isEqualTo(exitCode);
            assertThat(server.log()).contains(sentences).doesNotContain(environment.get("DB_PASSWORD"));
            assertThat(server.log().split(REFUSES, -1))
                    .as("the report stands once in:\n" + server.log())
                    .hasSize(2);
        }
    }

    private static void deleteDrivers(Path folder) throws IOException {
        try (Stream<Path> jars = Files.list(folder)) {
            for (Path jar : jars.toList()) {
                Files.delete(jar);
            }
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
