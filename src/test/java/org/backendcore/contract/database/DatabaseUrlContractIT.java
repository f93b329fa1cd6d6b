package org.backendcore.contract.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.backendcore.contract.fixtures.DatabaseServlet;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.CommandLine;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.FreePort;
import org.backendcore.testkit.Installation;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.Release;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Everything that PostgreSQL's driver accepts in a URL reaches it unchanged on both servers, and from the command line.
 */
@Execution(ExecutionMode.CONCURRENT)
final class DatabaseUrlContractIT {
    private static final String NAME = "grün gut";

    private final PostgresDatabase account = Postgres.shared().createDatabase(Canary.difficultPassword());
    private final PostgresDatabase database =
            new PostgresDatabase(Postgres.shared(), "gr%C3%BCn+gut", account.password());
    private final Map<String, String> environment = new HashMap<>(Deployment.production(account));

    /** The first of its two servers does not answer. */
    @Test
    void leadsThroughEveryCharacterToTheSameSession() throws Exception {
        Postgres.shared().execute("CREATE DATABASE \"%s\" OWNER %s".formatted(NAME, account.name()));
        database.execute("CREATE SCHEMA app AUTHORIZATION " + account.name());
        environment.put(
                "DB_URL",
                "jdbc:postgresql://127.0.0.1:%s,127.0.0.1:%s/gr%%C3%%BCn%%20gut?currentSchema=app%%2Cpublic&ApplicationName=so+%%25%%3D%%26&targetServerType=primary&ssl=false&options=-c%%20work_mem=7MB&"
                        .formatted(FreePort.find(), Postgres.shared().port()));
        environment.put("DB_MIGRATE_ON_START", "false");
        for (String[] arguments : new String[][] {{"migrate"}, {"check", "--database"}}) {
            CommandLine.Ended ended = CommandLine.OF_THE_DIST.run(environment, arguments);
            assertThat(ended.exitCode()).as(ended.output()).isZero();
        }
        assertThat(database.query("SELECT count(*) > 0 FROM app.flyway_schema_history"))
                .isEqualTo("t");
        try (Release tests = Release.with(Map.of(), DatabaseServlet.class)) {
            ServerKind.onBothAtOnce(kind -> assertThatItStarts(kind, tests));
        }
    }

    private void assertThatItStarts(ServerKind kind, Release tests) {
        try (Installation installation = kind.install(tests.war());
                RunningServer server = RunningServer.start(installation, environment)) {
            server.awaitReady();
            assertThat(server.get("/test/session").body()).isEqualTo(NAME + ", app, so %=&, 7MB");
        }
    }
}
