package org.backendcore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.backendcore.servers.Deployment;
import org.backendcore.servers.Engine;
import org.backendcore.servers.ServerKind;
import org.junit.jupiter.api.Test;

/** Open Liberty deploys a changed WAR again, and its dev mode rests on that. Payara Micro does not watch its files. */
final class RedeployContractIT {

    @Test
    void comesUpAgainInTheSameProcess() throws IOException {
        try (Deployment deployment = Deployment.start(ServerKind.OPEN_LIBERTY, Engine.H2)) {
            Path war = deployment.server().installation().war();
            Files.setLastModifiedTime(war, FileTime.from(Instant.now()));
            String updatedOrFailed = deployment.server().awaitLog("CWWKZ000[34].*");
            assertThat(updatedOrFailed).startsWith("CWWKZ0003I");
            deployment.server().awaitReady();
        }
    }
}
