package org.backendcore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.backendcore.servers.Canary;
import org.backendcore.servers.Deployment;
import org.backendcore.servers.Installation;
import org.backendcore.servers.Postgres;
import org.backendcore.servers.PostgresDatabase;
import org.backendcore.servers.RunningServer;
import org.backendcore.servers.ServerKind;
import org.junit.jupiter.api.Test;

/**
 * What is wrong is said once, in words, and the process ends with the exit code that says whose turn it is. Both servers start side
 * by side.
 */
final class RefusedStartContractIT {
    private static final String REFUSES = "backend-core refuses to start: ";

    /** The password comes from the environment here, and from a file where the servers are shared. */
    private final PostgresDatabase database = Postgres.shared().createDatabase(Canary.difficultPassword());

    private final Map<String, String> environment = new HashMap<>(Deployment.production(database));

    @Test
    void refusesAWrongPassword() {
        environment.put("DB_PASSWORD", Canary.password());
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
    void refusesAMissingDriver() {
        assertThatItEnds(
                78,
                REFUSES
                        + "the server cannot make a connection for its data source 'jdbc/app': check DB_URL, and that the JDBC"
                        + " driver is where the server's configuration says",
                installation -> deleteDrivers(installation.drivers()));
    }

    @Test
    void refusesPendingMigrationsInProduction() {
        environment.remove("DB_MIGRATE_ON_START");
        assertThatItRefuses(78, "migrations are pending: V1; start once with DB_MIGRATE_ON_START=true to apply them");
    }

    /** The settings are right, but the server's own configuration leads to another database, where the account may go. */
    @Test
    void refusesADataSourceThatLeadsElsewhere() {
        String other = database.url() + "_b";
        database.createSibling(database.name() + "_b");
        assertThatItEnds(
                78,
                REFUSES
                        + "the server's data source 'jdbc/app' leads to another database than 'db.url' says: check the server's"
                        + " configuration, and what it takes DB_URL from",
                installation ->
                        installation.edit(text -> text.replace("${MPCONFIG\\=db.url}", other.replace(":", "\\:"))
                                .replace("url=\"${db.url}\"", "url=\"" + other + "\"")));
    }

    @Test
    void refusesADataSourceWithAnotherAccount() {
        PostgresDatabase other = Postgres.shared().createDatabase();
        environment.put("DB_PASSWORD", other.password());
        assertThatItEnds(
                78,
                REFUSES
                        + "the server's data source 'jdbc/app' connects as another user than 'db.user' says: check the server's"
                        + " configuration, and what it takes DB_USER from",
                installation -> installation.edit(text -> text.replace("${MPCONFIG\\=db.user}", other.name())
                        .replace("user=\"${db.user}\"", "user=\"" + other.name() + "\"")));
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("HTTP_PORT", Integer.toString(taken.getLocalPort()));
            assertThatItRefuses(
                    71,
                    "cannot listen on 127.0.0.1 port %d (Address already in use): stop what uses it, or set HTTP_HOST and HTTP_PORT"
                            .formatted(taken.getLocalPort()));
        }
    }

    /** A change to a server that is not started yet. */
    private interface Change {
        void make(Installation installation) throws IOException;
    }

    private void assertThatItRefuses(int exitCode, String reason) {
        assertThatItEnds(exitCode, REFUSES + reason, installation -> {});
    }

    private void assertThatItEnds(int exitCode, String sentence, Change change) {
        ServerKind.onBothAtOnce(kind -> {
            try (Installation installation = kind.install(Deployment.WAR)) {
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
            assertThat(server.log()).containsOnlyOnce(REFUSES).containsOnlyOnce(sentence);
            assertThat(installation.folder().resolve("tmp")).isEmptyDirectory();
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
