package org.backendcore.contract.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.CommandLine;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Installation;
import org.backendcore.testkit.ModuleSamples;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The order of the sources: for a setting that the server's pool and the application read and that every source has,
 * and for one that no file has. {@code OutageContractIT} tests that a property also hides the environment for the pool.
 * Each source names its own database, which listens but does not respond.
 */
@Execution(ExecutionMode.CONCURRENT)
final class SourceOrderContractIT {

    /** A database that accepts connections, and never answers. */
    private record Silent(ServerSocket socket) implements AutoCloseable {
        static Silent open() throws IOException {
            return new Silent(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        }

        String url() {
            return "jdbc:postgresql://127.0.0.1:%s/app".formatted(socket.getLocalPort());
        }

        /** Whether there was a connection since the last call. */
        boolean wasCalled() {
            try {
                socket.setSoTimeout(1);
                boolean called = false;
                while (true) {
                    try (Socket caller = socket.accept()) {
                        called = caller.isConnected();
                    } catch (SocketTimeoutException none) {
                        return called;
                    }
                }
            } catch (IOException exception) {
                throw new UncheckedIOException(exception);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void isTheSameOnBothServers(@TempDir Path folder) {
        ServerKind.onBothAtOnce(kind -> {
            try {
                isTheDocumentedOne(kind, Files.createDirectory(folder.resolve(kind.key())));
            } catch (IOException exception) {
                throw new UncheckedIOException(exception);
            }
        });
    }

    /** The servers read some of these names before there is any application, and interpret them differently. */
    @ParameterizedTest
    @ValueSource(strings = {"450", "high"})
    void cannotBeChanged(String ordinal, @TempDir Path secrets) throws Exception {
        Files.writeString(secrets.resolve("config_ordinal"), ordinal);
        Map<String, String> environment = new HashMap<>(Map.of(
                "MP_CONFIG_PROFILE",
                "prod",
                "APP_SECRET_KEY",
                Canary.key(),
                "APP_ALLOWED_HOSTS",
                "localhost",
                "DB_URL",
                "jdbc:postgresql://localhost/app",
                "DB_USER",
                "app",
                "DB_PASSWORD",
                Canary.password() + "\n",
                "SECRETS_DIR",
                secrets.toString(),
                "SMALLRYE_CONFIG_PROFILE",
                "dev",
                "config_ordinal",
                ordinal,
                "CONFIG_ORDINAL",
                ordinal));
        String report = CommandLine.OF_THE_DIST.run(environment, "check").output();
        assertThat(report).contains("the file config_ordinal would change", "'db.password' is invalid");
        environment.put("JAVA_TOOL_OPTIONS", "-Dconfig_ordinal=" + ordinal);
        ServerKind.onBothAtOnce(kind -> {
            try (Installation installation = kind.install(Deployment.WAR);
                    RunningServer server = RunningServer.start(installation.withoutCommandLine(), environment)) {
                assertThat(server.awaitExit()).as(server.log()).isEqualTo(78);
                assertThat(server.log()).containsOnlyOnce("backend-core refuses to start: ");
                // If it is not a number, Payara Micro has no sources in which the other values could be checked.
                boolean all = ordinal.equals("450") || kind == ServerKind.OPEN_LIBERTY;
                assertThat(report.lines().filter(line -> line.startsWith("  ")))
                        .filteredOn(line -> all || line.contains("variable config_ordinal"))
                        .allSatisfy(line -> assertThat(server.log()).contains(line.substring(5)));
                assertThat(server.log())
                        .contains("system property config_ordinal would change the configuration sources");
            }
        });
    }

    private static void isTheDocumentedOne(ServerKind kind, Path secrets) throws IOException {
        try (Silent file = Silent.open();
                Silent property = Silent.open();
                Silent variable = Silent.open()) {
            Files.writeString(secrets.resolve("db.url"), file.url() + "\n");
            Map<String, String> environment = new HashMap<>(ModuleSamples.byVariable());
            environment.putAll(Map.of(
                    "MP_CONFIG_PROFILE", "prod",
                    "APP_SECRET_KEY", Canary.key(),
                    "APP_ALLOWED_HOSTS", "localhost",
                    "DB_USER", "app",
                    "DB_PASSWORD", Canary.password(),
                    "SECRETS_DIR", secrets.toString(),
                    "JDK_JAVA_OPTIONS", "-Ddb.url=%s -Ddb.start-timeout=15s".formatted(property.url()),
                    "DB_URL", variable.url(),
                    "DB_START_TIMEOUT", "16s"));

            try (Installation installation = kind.install(Deployment.WAR);
                    RunningServer server = RunningServer.start(installation, environment)) {
                assertThat(server.awaitExit()).as(server.log()).isEqualTo(69);
                assertThat(server.log()).contains("waited 15 s (DB_START_TIMEOUT)");
                assertThat(file.wasCalled()).as("the file's").isTrue();
                assertThat(property.wasCalled()).as("the property's").isFalse();
                assertThat(variable.wasCalled()).as("the variable's").isFalse();
            }
        }
    }
}
