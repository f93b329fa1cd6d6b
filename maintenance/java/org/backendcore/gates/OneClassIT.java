package org.backendcore.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.backendcore.testkit.Command.Ended;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * {@code -Dit.test}: a class runs once on each server, nothing else runs, and a failing one shows what its server has
 * logged.
 */
@Tag("gates")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
final class OneClassIT {
    private static final List<String> SERVERS = List.of("payara-micro", "open-liberty");

    private static final String RED = """
            package org.backendcore.contract.http;

            import static org.assertj.core.api.Assertions.assertThat;

            import org.backendcore.contract.fixtures.OnEveryServer;
            import org.backendcore.testkit.Deployment;
            import org.backendcore.testkit.Engine;
            import org.backendcore.testkit.RunningServer;
            import org.junit.jupiter.api.Test;

            @OnEveryServer(engines = Engine.POSTGRESQL)
            final class OrdersContractIT {
                private final RunningServer server;

                OrdersContractIT(Deployment deployment) {
                    this.server = deployment.server();
                }

                @Test
                void keepsAnOrder() {
                    assertThat(server.get("/servlet/throw").statusCode()).isEqualTo(201);
                }

                @Test
                void sendsJson() {
                    assertThat(server.sendJson("POST", "/servlet/x", "{}").body()).isEqualTo("2 bytes");
                }
            }
            """;

    @Test
    void runsOnceOnEachServer() throws Exception {
        try (Checkout copy = Checkout.in("one-class")) {
            Files.writeString(copy.file("src/test/java/org/backendcore/contract/http/OrdersContractIT.java"), RED);
            // The README's first endpoint, with its test.
            Files.writeString(copy.file("src/main/java/org/backendcore/interfaces/http/Hello.java"), shown("Hello"));
            Files.writeString(
                    copy.file("src/test/java/org/backendcore/contract/http/HelloContractIT.java"),
                    shown("HelloContractIT"));
            Ended ended = copy.maven(
                    "verify", "-Dit.test=OrdersContractIT,HelloContractIT,ProductInTestWarIT,DistributionContractIT");
            assertThat(ended.exitCode()).as(ended.output()).isNotZero();
            assertThat(summaries(ended, "OrdersContractIT")).containsExactly("Tests run: 4, Failures: 2, Errors: 0");
            assertThat(summaries(ended, "HelloContractIT")).containsExactly("Tests run: 4, Failures: 0, Errors: 0");
            assertThat(summaries(ended, "ProductInTestWarIT"))
                    .as("once for each server")
                    .hasSize(2);
            assertThat(summaries(ended, "DistributionContractIT")).hasSize(1);
            assertThat(ended.output())
                    .contains("this test requires the whole build: -Dit.test leaves out")
                    .doesNotContain("ArchitectureTest");
            for (String server : SERVERS) {
                String log = found(
                        "%s on postgresql: its last problem:\\n.*a request failed\\n(?:.*\\n)+?--- its log: (\\S+\\.log)"
                                .formatted(server),
                        ended);
                assertThat(copy.file(log)).content().contains("a request failed");
                assertThat(ended.output())
                        .containsPattern(server + " on postgresql: \\R?expected: 201\\R but was: 500");
            }
        }
    }

    private static String shown(String name) throws IOException {
        return TypedCommands.javaClass("README.md", name);
    }

    private static List<String> summaries(Ended ended, String test) {
        return Pattern.compile("(Tests run: .*), Skipped: .* -- in .*\\." + test)
                .matcher(ended.output())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String found(String regex, Ended ended) {
        return Pattern.compile(regex)
                .matcher(ended.output())
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(ended.output()));
    }
}
