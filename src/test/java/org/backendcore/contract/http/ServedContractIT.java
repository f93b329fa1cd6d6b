package org.backendcore.contract.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.backendcore.contract.fixtures.ClassArchives;
import org.backendcore.contract.fixtures.OnEveryServer;
import org.backendcore.testkit.BuiltDistribution;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Engine;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.backendcore.testkit.WarChecksum;
import org.junit.jupiter.api.Test;

/** A successful start, on each server with each database. */
@OnEveryServer
final class ServedContractIT {
    private static final Pattern PROBE = Pattern.compile("path: (/health/\\S+)");

    private final Deployment deployment;

    ServedContractIT(Deployment deployment) {
        this.deployment = deployment;
    }

    @Test
    void isLive() {
        assertUp("/health/live", "process");
    }

    @Test
    void isReady() {
        RunningServer server = deployment.server();
        String body = server.get("/health/ready").body();
        assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
        // In any order.
        assertThat(body)
                .startsWith("{\"status\":\"UP\",\"checks\":[")
                .contains("{\"name\":\"database\",\"status\":\"UP\",\"data\":{}}")
                .contains("{\"name\":\"serving\",\"status\":\"UP\",\"data\":{}}");
    }

    @Test
    void startsWithTheArchivesOfTheBuild() throws IOException {
        RunningServer server = deployment.server();
        assumeTrue(
                deployment.kind() == ServerKind.PAYARA_MICRO && deployment.engine() == Engine.H2,
                "Open Liberty creates no class-data archive, and there is none for a WAR with test classes");
        BuiltDistribution.assertThatItIsWhole();
        assertThat(server.log()).doesNotContain(ClassArchives.MAKES).doesNotContain(ClassArchives.WITHOUT);
        ClassArchives.assertThatItHasMapped(server, "target/dist/lib/archives/");
    }

    @Test
    void hasStarted() {
        assertUp("/health/started", "start");
    }

    /** ManifestsIT checks which probe uses which path. */
    @Test
    void answersEveryProbeOfKubernetes() throws IOException {
        List<String> paths = PROBE.matcher(Files.readString(Path.of("server-config/kubernetes/base/deployment.yaml")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(paths)
                .hasSize(3)
                .allSatisfy(path ->
                        assertThat(deployment.server().get(path).statusCode()).isEqualTo(200));
    }

    /** In production these tests run the product with more classes. */
    @Test
    void servesTheVeryBytesThatWereBuilt() throws IOException {
        Path war = deployment.server().installation().war();
        if (deployment.engine() == Engine.H2) {
            assertThat(WarChecksum.of(war)).isEqualTo(WarChecksum.built());
        } else {
            WarChecksum.assertThatItHoldsTheProduct(war);
        }
    }

    private void assertUp(String path, String check) {
        HttpResponse<String> response = deployment.server().get(path);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        // Modules may have checks of their own.
        assertThat(response.body())
                .startsWith("{\"status\":\"UP\",\"checks\":[")
                .contains("{\"name\":\"%s\",\"status\":\"UP\",\"data\":{}}".formatted(check));
    }
}
