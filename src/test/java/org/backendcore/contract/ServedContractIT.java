package org.backendcore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.backendcore.servers.Deployment;
import org.backendcore.servers.Engine;
import org.backendcore.servers.WarChecksum;
import org.junit.jupiter.api.Test;

/** A good start, on each server with each database. */
@OnEveryServer
final class ServedContractIT {
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
        assertUp("/health/ready", "database");
    }

    @Test
    void hasStarted() {
        assertUp("/health/started", "start");
    }

    /** In production these tests run the product with more classes in it. */
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
        assertThat(response.body())
                .isEqualTo("{\"status\":\"UP\",\"checks\":[{\"name\":\"%s\",\"status\":\"UP\",\"data\":{}}]}"
                        .formatted(check));
    }
}
