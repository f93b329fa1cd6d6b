package org.backendcore.contract.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backendcore.contract.fixtures.DatabaseServlet;
import org.backendcore.contract.fixtures.NextRelease;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.CommandLine;
import org.backendcore.testkit.Deployment;
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
 * Both servers on a schema that {@code migrate} of a later release has created, with an account that owns the tables;
 * their own account owns nothing. The accounts are created as in docs/database.md for the first start.
 */
@Execution(ExecutionMode.CONCURRENT)
final class RollbackContractIT {
    private static final Pattern SQL = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);

    private final String name = "first_start";
    private final String ownersPassword = Canary.password();
    private final String password = Canary.password();
    private final PostgresDatabase database = new PostgresDatabase(Postgres.shared(), name, password);

    @Test
    void startsOnANewerSchemaThatItDoesNotOwn() throws Exception {
        makeTheAccounts();
        Map<String, String> environment = new HashMap<>(Deployment.production(database));
        environment.put("DB_MIGRATE_ON_START", "false");
        environment.put("LOG_LEVEL", "WARN");
        migrateToTheNextRelease(environment);
        try (Release thisOne = Release.with(Map.of(), DatabaseServlet.class)) {
            ServerKind.onBothAtOnce(kind -> {
                try (Installation installation = kind.install(thisOne.war());
                        RunningServer server = RunningServer.start(installation, environment)) {
                    server.awaitReady();
                    assertThatItIsWarned(server);
                    assertThatTheOwnersRulesHold(server);
                }
            });
        }
    }

    /** The document calls both the database and its account 'app'. */
    private void makeTheAccounts() throws IOException {
        for (String statement :
                block("CREATE DATABASE app OWNER app_owner;").strip().split("(?<=;)\\n", -1)) {
            Postgres.shared().execute(statement);
        }
        Postgres.shared().execute("ALTER ROLE %s_owner PASSWORD '%s'".formatted(name, ownersPassword));
        Postgres.shared().execute("ALTER ROLE %s PASSWORD '%s'".formatted(name, password));
        database.execute(block("REVOKE ALL ON DATABASE app FROM PUBLIC;"));
    }

    /** The block of the documents that contains this line. */
    private String block(String line) throws IOException {
        try (Stream<Path> documents = Files.list(Path.of("docs"))) {
            for (Path document :
                    documents.filter(file -> file.toString().endsWith(".md")).toList()) {
                Optional<String> found = SQL.matcher(Files.readString(document))
                        .results()
                        .map(block -> block.group(1))
                        .filter(block -> block.lines().anyMatch(line::equals))
                        .findFirst();
                if (found.isPresent()) {
                    return found.get().replaceAll("\\bapp(?=\\b|_)", name);
                }
            }
        }
        throw new AssertionError("no document in docs shows how to create the accounts: there is no SQL block with '%s'"
                .formatted(line));
    }

    private void migrateToTheNextRelease(Map<String, String> environment) throws Exception {
        Map<String, String> migrating = new HashMap<>(environment);
        migrating.putAll(Map.of("DB_MIGRATE_USER", name + "_owner", "DB_MIGRATE_PASSWORD", ownersPassword));
        try (Release next = NextRelease.create()) {
            CommandLine.Ended ended = CommandLine.of(next).run(migrating, "migrate");
            assertThat(ended.exitCode()).as(ended.output()).isZero();
            CommandLine.Ended check = CommandLine.of(next).run(migrating, "check", "--database");
            assertThat(check.exitCode()).as(check.output()).isZero();
        }
        assertThat(database.query("SELECT count(*) FROM pg_class WHERE relowner = '%s'::regrole".formatted(name)))
                .isEqualTo("0");
    }

    private static void assertThatItIsWarned(RunningServer server) {
        assertThat(server.log())
                .containsOnlyOnce("the schema is newer than this release, which is fine after a rollback: it also has "
                        + String.join(", ", NextRelease.names(NextRelease.OWN)))
                .as("below LOG_LEVEL")
                .doesNotContain("started in");
    }

    /** PostgreSQL, appendix A: 42501 is insufficient_privilege. */
    private static void assertThatTheOwnersRulesHold(RunningServer server) {
        assertThat(server.get("/test/tenant").body()).isEqualTo("mine");
        assertThat(server.get("/test/disable-security").body()).isEqualTo("42501");
        assertThat(server.get("/test/forge").body()).isEqualTo("42501");
        assertThat(server.get("/test/create").body()).isEqualTo("42501");
    }
}
