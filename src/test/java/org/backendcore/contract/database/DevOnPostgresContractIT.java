package org.backendcore.contract.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.backendcore.contract.fixtures.NextRelease;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Installation;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The profile 'dev' on the production engine: if the database has an account that matches dev's defaults,
 * {@code DB_URL} is enough.
 */
@Execution(ExecutionMode.CONCURRENT)
final class DevOnPostgresContractIT {
    private static final String ACCOUNT = "dev";

    @Test
    void startsWithTheUrlAlone() {
        Postgres.shared().execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(ACCOUNT, ACCOUNT));
        ServerKind.onBothAtOnce(kind -> {
            PostgresDatabase database =
                    new PostgresDatabase(Postgres.shared(), "dev_" + kind.key().replace('-', '_'), ACCOUNT);
            Postgres.shared().execute("CREATE DATABASE %s OWNER %s".formatted(database.name(), ACCOUNT));
            try (Installation installation = kind.install(Deployment.WAR);
                    RunningServer server = RunningServer.start(
                            installation, Map.of("MP_CONFIG_PROFILE", "dev", "DB_URL", database.url()))) {
                server.awaitReady();
                assertThat(server.log())
                        .contains(
                                "profile 'dev'",
                                "database PostgreSQL " + Postgres.shared().version());
                assertThat(
                                database.query(
                                        "SELECT string_agg(version, ',' ORDER BY installed_rank) FROM flyway_schema_history WHERE success"))
                        .isEqualTo(String.join(",", NextRelease.versionsOfThisRelease()));
            }
        });
    }
}
