package org.backendcore.contract.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Installation;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Open Liberty redeploys a changed WAR, and its dev mode depends on that. Payara Micro does not watch its files. */
@Execution(ExecutionMode.CONCURRENT)
final class RedeployContractIT {

    @Test
    void comesUpAfterARefusalAndAgain() throws IOException {
        PostgresDatabase database = Postgres.shared().createDatabase();
        Map<String, String> environment = new HashMap<>(Deployment.production(database));
        environment.put("APP_EXIT_ON_FAILURE", "false");
        database.shut();
        try (Installation installation = ServerKind.OPEN_LIBERTY.install(Deployment.WAR);
                RunningServer server = RunningServer.start(installation, environment)) {
            server.awaitLog("backend-core refuses to start: the database accepts no connections");
            server.awaitStatus("/health/ready", 503);
            database.open();
            touchTheWar(server);
            server.awaitReady();
            touchTheWar(server);
            String updatedAndUpdatedOrFailed = server.awaitLog("(?s)CWWKZ0003I.*CWWKZ000[34].");
            assertThat(updatedAndUpdatedOrFailed).endsWith("CWWKZ0003I");
            server.awaitReady();
        }
    }

    private static void touchTheWar(RunningServer server) throws IOException {
        Files.setLastModifiedTime(server.installation().war(), FileTime.from(Instant.now()));
    }
}
