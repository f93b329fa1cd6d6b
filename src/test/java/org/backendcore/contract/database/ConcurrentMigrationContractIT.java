package org.backendcore.contract.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backendcore.contract.fixtures.Applied;
import org.backendcore.contract.fixtures.NextRelease;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.Release;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.backendcore.testkit.SideBySide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Four servers, two of each kind, that start at the same moment on an empty database, and may all migrate. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
final class ConcurrentMigrationContractIT {
    private static final int OF_EACH_KIND = 2;

    /**
     * The database accepts nobody until all have tried to connect; the slow migration takes longer than a request may.
     */
    @Test
    void migrateOnceAndAllServe() throws Exception {
        PostgresDatabase database = Postgres.shared().createDatabase();
        Map<String, String> environment = new HashMap<>(Deployment.production(database));
        environment.put("DB_START_TIMEOUT", "180s");
        environment.put("DB_POOL_MAX_SIZE", "2");
        database.admitNobody();
        List<RunningServer> servers = new ArrayList<>();
        try (Release release = NextRelease.with("SELECT pg_sleep(11)")) {
            for (int count = 0; count < OF_EACH_KIND; count++) {
                for (ServerKind kind : ServerKind.asked()) {
                    servers.add(RunningServer.start(kind.install(release.war()), environment));
                }
            }
            servers.forEach(server -> server.awaitLog("waiting for the database"));
            database.admit();
            servers.forEach(RunningServer::awaitReady);
            assertThat(Applied.in(servers.stream().map(RunningServer::log).toList()))
                    .containsExactlyElementsOf(NextRelease.names(NextRelease.versionsWithMore()));
            assertThat(servers).noneMatch(server -> server.log().contains("refuses to start"));
            assertThat(
                            database.query(
                                    "SELECT string_agg(version, ',' ORDER BY installed_rank) FROM flyway_schema_history WHERE success"))
                    .isEqualTo(String.join(",", NextRelease.versionsWithMore()));
        } finally {
            SideBySide.each(servers, RunningServer::discard);
        }
    }
}
