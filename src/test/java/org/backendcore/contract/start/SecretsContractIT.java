package org.backendcore.contract.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.backendcore.contract.fixtures.OnEveryServer;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Engine;
import org.backendcore.testkit.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every server of these tests has canaries as secrets, and is searched for them when it has ended. This test also
 * checks a running server: in production, with a password that every layer tends to interpret in its own way.
 */
@OnEveryServer(engines = Engine.POSTGRESQL)
final class SecretsContractIT {
    private final RunningServer server;

    SecretsContractIT(Deployment deployment) {
        this.server = deployment.server();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/health", "/health/ready", "/missing", "/%2e%2e/WEB-INF/web.xml", "/?a=%25zz", "/health/live/x"
            })
    void keepsThemOutOfItsResponses(String path) {
        server.secrets()
                .assertNotIn(path, server.get(path).headers() + server.get(path).body());
    }

    @Test
    void keepsThemOutOfItsFolderAndItsLog() {
        server.assertThatItKeepsItsSecrets();
    }

    @Test
    void keepsThemOutOfTheListOfProcesses() throws IOException {
        Path proc = Path.of("/proc");
        assumeTrue(Files.isDirectory(proc), "needs /proc");
        for (ProcessHandle process : server.processes()) {
            Path arguments = proc.resolve(process.pid() + "/cmdline");
            server.secrets().assertNotIn(arguments.toString(), Files.readString(arguments));
        }
    }

    @Test
    void keepsThemOutOfAThreadDump() throws Exception {
        String dump = server.jcmd("Thread.print", "-l", "-e");
        assertThat(dump).contains("database-watch");
        server.secrets().assertNotIn("the thread dump", dump);
    }

    /** They are not system properties, which everybody with the server's account, and many tools, can list. */
    @Test
    void keepsThemOutOfTheSystemProperties() throws Exception {
        String properties = server.jcmd("VM.system_properties");
        assertThat(properties).contains("java.home");
        server.secrets().assertNotIn("the system properties", properties);
    }
}
