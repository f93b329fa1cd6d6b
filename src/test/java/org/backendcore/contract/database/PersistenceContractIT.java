package org.backendcore.contract.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;
import org.backendcore.contract.fixtures.DocumentedUnit;
import org.backendcore.contract.fixtures.StoredRow;
import org.backendcore.contract.fixtures.StoredServlet;
import org.backendcore.contract.fixtures.StoredWork;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.FreePort;
import org.backendcore.testkit.Installation;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.Release;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A persistence unit as in docs/next-steps.md: the checked start comes first, and each request reads the current data.
 */
@Execution(ExecutionMode.CONCURRENT)
final class PersistenceContractIT {
    private static final String UNIT = "META-INF/persistence.xml";

    private static final String MIGRATION = """
            CREATE SEQUENCE stored_id START WITH 50 INCREMENT BY 50;
            CREATE TABLE stored (id BIGINT PRIMARY KEY, text VARCHAR(100) NOT NULL);
            """;

    private Release release;

    @BeforeEach
    void makeTheRelease() {
        assumeFalse(
                Release.isOfTheProduct(UNIT),
                "the WAR has a persistence unit of its own, and these tests bring another one in its place");
        release = Release.with(
                Map.of(UNIT, DocumentedUnit.xml(), "db/migration/V9002__stored.sql", MIGRATION),
                StoredRow.class,
                StoredWork.class,
                StoredServlet.class);
    }

    @AfterEach
    void deleteTheRelease() {
        if (release != null) {
            release.close();
        }
    }

    @Test
    void doesNotConnectBeforeTheStartIsChecked() {
        PostgresDatabase database = Postgres.shared().createDatabase();
        Map<String, String> denied = new HashMap<>(Deployment.production(database));
        denied.put("DB_PASSWORD", Canary.password());
        assertRefused(denied, 78, "the database rejected the user or the password: check DB_USER and DB_PASSWORD");
        Map<String, String> away = new HashMap<>(Deployment.production(database));
        away.putAll(Map.of(
                "DB_URL", "jdbc:postgresql://127.0.0.1:%s/app".formatted(FreePort.find()), "DB_START_TIMEOUT", "1 s"));
        assertRefused(away, 69, "the database does not answer");
        assertRefused(Map.of("MP_CONFIG_PROFILE", "prod"), 78, "the settings are invalid:");
    }

    private void assertRefused(Map<String, String> environment, int exitCode, String reason) {
        ServerKind.onBothAtOnce(kind -> {
            try (Installation installation = kind.install(release.war());
                    RunningServer server = RunningServer.start(installation, environment)) {
                assertThat(server.awaitExit()).as(server.log()).isEqualTo(exitCode);
                assertThat(server.log()).containsOnlyOnce("backend-core refuses to start: " + reason);
                assertThat(server.log()).doesNotContain("EclipseLink", "no value found");
            }
        });
    }

    @Test
    void isPartOfTheTransactionAndKeepsNothingBetweenRequests() {
        ServerKind.onBothAtOnce(kind -> {
            PostgresDatabase database = Postgres.shared().createDatabase();
            RunningServer server = RunningServer.start(kind.install(release.war()), Deployment.production(database));
            try {
                server.awaitReady();
                String first = send(server, "POST", "one");
                String second = send(server, "POST", "two");
                assertThat(Long.parseLong(second)).isEqualTo(Long.parseLong(first) + 1);
                send(server, "PUT", "never");
                assertThat(database.query("SELECT string_agg(text, ' ' ORDER BY id) FROM stored"))
                        .isEqualTo("one two");
                assertThat(server.get("/stored/" + first).body()).isEqualTo("one");
                // As another replica would.
                database.execute("UPDATE stored SET text = 'changed' WHERE id = " + first);
                assertThat(server.get("/stored/" + first).body()).isEqualTo("changed");
            } finally {
                server.discard();
            }
        });
    }

    private static String send(RunningServer server, String method, String word) {
        return server.send(server.request("/stored/" + word).method(method, HttpRequest.BodyPublishers.noBody()))
                .body();
    }
}
