package org.backendcore.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.backendcore.contract.fixtures.OnEveryServer;
import org.backendcore.contract.fixtures.SlowClients;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Engine;
import org.backendcore.testkit.RawHttp.Answer;
import org.backendcore.testkit.RunningServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that stops in the middle does not keep its connection forever. */
@OnEveryServer(engines = Engine.POSTGRESQL)
final class SlowClientContractIT {
    private final RunningServer server;
    private final SlowClients clients;

    SlowClientContractIT(Deployment deployment) {
        this.server = deployment.server();
        this.clients = SlowClients.of(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "half a head", "half a body"})
    void isCutOff(String client) {
        Answer answer = clients.answer(client);
        assertThat(answer.status())
                .as(answer.text())
                .satisfiesAnyOf(
                        status -> assertThat(status).isZero(),
                        status -> assertThat(status).isBetween(400, 599));
    }

    /** After a successful response. */
    @Test
    void isCutOffWhenItIsIdle() {
        assertThat(clients.answer("idle").text()).contains("127.0.0.1");
    }

    @Test
    void leavesNoTraceInTheLog() {
        clients.answers().values().forEach(answer -> answer.join());
        assertThat(server.printed().records().stream()
                        .filter(line -> line.toString().contains("TimeoutException")))
                .isEmpty();
    }
}
