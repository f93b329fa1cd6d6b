package org.backendcore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.backendcore.servers.Deployment;
import org.backendcore.servers.Engine;
import org.backendcore.servers.Postgres;
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

    @Test
    void servesTheVeryBytesThatWereBuilt() throws IOException {
        assertThat(WarChecksum.of(deployment.server().installation().war())).isEqualTo(WarChecksum.built());
    }

    @Test
    void saysWhatItStartedWith() {
        String expected = deployment.engine() == Engine.H2
                ? "backend-core started: profile 'dev', database H2 2."
                : "backend-core started: profile 'prod', database PostgreSQL "
                        + Postgres.shared().version();
        assertThat(deployment.server().log()).containsOnlyOnce(expected);
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
