package org.backendcore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.backendcore.servers.Deployment;
import org.backendcore.servers.Engine;
import org.backendcore.servers.Postgres;
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
    void servesTheVeryBytesThatWereBuilt() throws Exception {
        assertThat(sha256(deployment.server().installation().war())).isEqualTo(sha256(Deployment.WAR));
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

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
