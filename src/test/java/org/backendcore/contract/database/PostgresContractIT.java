package org.backendcore.contract.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.backendcore.contract.fixtures.OnEveryServer;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Engine;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.RunningServer;
import org.junit.jupiter.api.Test;

/** The promises about a production database, on each server. */
@OnEveryServer(engines = Engine.POSTGRESQL)
final class PostgresContractIT {
    private final RunningServer server;
    private final PostgresDatabase database;

    PostgresContractIT(Deployment deployment) {
        this.server = deployment.server();
        this.database = deployment.database().orElseThrow();
    }

    @Test
    void isMigrated() {
        assertThat(database.query("SELECT description FROM flyway_schema_history WHERE version = '1' AND success"))
                .isEqualTo("baseline");
    }

    @Test
    void keepsThePasswordOutOfTheLog() {
        assertThat(server.log()).doesNotContain(database.password());
    }

    @Test
    void makesTheServerNotReadyButLiveWhileItIsAway() {
        database.shut();
        try {
            server.awaitStatus("/health/ready", 503);
            assertThat(server.get("/health/ready").body())
                    .contains("\"status\":\"DOWN\"")
                    .contains("\"problem\":\"the database rejects the connection\"");
            server.awaitLog("the database accepts no connections: check its settings");
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        } finally {
            database.open();
        }
        server.awaitReady();
    }
}
