package org.backendcore.contract.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Folders;
import org.backendcore.testkit.Installation;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Machines delete temporary files that have not been used for days, including those of a server that has had no request
 * yet.
 */
@Execution(ExecutionMode.CONCURRENT)
final class TemporaryFilesContractIT {

    @Test
    void servesWithoutThem() {
        ServerKind.onBothAtOnce(kind -> {
            try (Installation installation = kind.install(Deployment.WAR);
                    RunningServer server = RunningServer.start(installation, Map.of("MP_CONFIG_PROFILE", "dev"))) {
                server.awaitLog("started in");
                empty(installation.folder().resolve("tmp"));
                server.awaitStatus("/health/live", 200);
                server.awaitStatus("/health/ready", 200);
                for (String path : List.of("/missing", "/api/missing", "/health/missing")) {
                    assertThat(server.get(path).statusCode()).as(server.log()).isEqualTo(404);
                }
                assertThat(server.get("/missing").body()).contains("\"status\":404");
                if (kind == ServerKind.PAYARA_MICRO) {
                    assertThat(server.jcmd("VM.system_properties"))
                            .as("it trusts the certificate authorities of the JRE")
                            .containsPattern("javax.net.ssl.trustStore=.*/lib/security/cacerts");
                }
            } catch (IOException exception) {
                throw new UncheckedIOException(exception);
            }
        });
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            children.forEach(Folders::delete);
        }
    }
}
