package org.backendcore.contract.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.backendcore.contract.fixtures.OnEveryServer;
import org.backendcore.contract.fixtures.Problems;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Engine;
import org.backendcore.testkit.ListeningSockets;
import org.backendcore.testkit.RawHttp;
import org.backendcore.testkit.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The surface that a scanner finds: one port, with only the probes and the application behind it. */
@OnEveryServer(engines = Engine.POSTGRESQL)
final class SurfaceContractIT {
    private final RunningServer server;

    SurfaceContractIT(Deployment deployment) {
        this.server = deployment.server();
    }

    @Test
    void listensOnOnePortOfOneAddress() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "needs /proc");
        assertThat(ListeningSockets.of(server.processes())).containsExactly("127.0.0.1:" + server.port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/favicon.ico",
                "/metrics",
                "/metrics/base",
                "/openapi",
                "/openapi/ui",
                "/api/openapi",
                "/application.wadl",
                "/api/application.wadl",
                "/ibm/api",
                "/ibm/api/explorer",
                "/IBMJMXConnectorREST",
                "/adminCenter",
                "/management",
                "/management/domain",
                "/monitoring",
                "/__asadmin",
                "/asadmin",
                "/health-ui",
                "/jwt",
                "/opentracing",
                "/comet",
                "/resources/"
            })
    void hasNothingElse(String path) {
        Problems.assertProblem(
                RawHttp.request(server.port(), "GET " + path + " HTTP/1.1", "Host: localhost", "Connection: close"),
                404,
                "Not Found");
    }

    @Test
    void describesNothing() {
        String options = RawHttp.request(
                        server.port(), "OPTIONS /api/test/json HTTP/1.1", "Host: localhost", "Connection: close")
                .text();
        assertThat(options).doesNotContainIgnoringCase("wadl").doesNotContain("<");
    }
}
