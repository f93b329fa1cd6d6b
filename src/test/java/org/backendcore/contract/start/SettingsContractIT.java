package org.backendcore.contract.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.CommandLine;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Folders;
import org.backendcore.testkit.Installation;
import org.backendcore.testkit.ModuleSamples;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.SecretSearch;
import org.backendcore.testkit.ServerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Without the command line in front of it, the WAR rejects invalid settings on both servers with the same report as
 * {@code check}, once, with exit code 78, and leaves nothing behind. The servers start in parallel.
 */
@Execution(ExecutionMode.CONCURRENT)
final class SettingsContractIT {
    private static final String REFUSES = "backend-core refuses to start: ";

    @TempDir
    Path secrets;

    private final Map<String, String> environment = new HashMap<>(ModuleSamples.byVariable());

    SettingsContractIT() {
        environment.putAll(Map.of(
                "MP_CONFIG_PROFILE", "prod",
                "APP_SECRET_KEY", Canary.key(),
                "APP_ALLOWED_HOSTS", "app.example.com",
                "DB_URL", "jdbc:postgresql://127.0.0.1/app",
                "DB_USER", "app",
                "DB_PASSWORD", Canary.password()));
    }

    @Test
    void nothingIsSet() throws Exception {
        environment.clear();
        assertSameReport(6 + ModuleSamples.byKey().size());
    }

    /**
     * Also empty, for an unknown profile, which is treated as prod, and without the folder of the secrets. The URL
     * contains a password: Open Liberty stores the variables of its configuration in its workarea, which nobody else
     * may read.
     */
    @Test
    void everythingIsWeakOrInTheWrongPlace() throws Exception {
        String password = Canary.password();
        SecretSearch search = new SecretSearch(List.of(password));
        environment.put("MP_CONFIG_PROFILE", "production");
        environment.put("DB_URL", "jdbc:postgresql://app:%s@127.0.0.1/app".formatted(password));
        environment.putAll(Map.of("DB_USER", "dev", "DB_PASSWORD", "dev"));
        environment.put("APP_SECRET_KEY", Canary.key().substring(0, 49));
        environment.put("APP_SECRET_KEY_FALLBACKS", "ab".repeat(40));
        environment.put("APP_ALLOWED_HOSTS", "*");
        environment.put("LOG_LEVEL", "");
        environment.put("HTTP_TRUSTED_PROXIES", "");
        environment.put("JDK_JAVA_OPTIONS", "-Ddb.pool-max-size=");
        environment.put("SECRETS_DIR", secrets.resolve("missing").toString());
        String report = assertSameReport(10, server -> {
            Path workarea = server.installation().folder().resolve("servers/backend-core/workarea");
            if (Files.exists(workarea)) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(workarea)))
                        .isEqualTo("rwx------");
                Folders.delete(workarea);
            }
            search.assertNotIn(server.installation().folder());
        });
        search.assertNotIn("the report", report);
    }

    /**
     * The file hides the system property, which hides the variable, which hides the default; some files cannot be read.
     */
    @Test
    void valuesAndNamesAreWrongInEverySource() throws Exception {
        Files.writeString(secrets.resolve("db.migrate-on-start"), "file\n");
        Files.createDirectory(secrets.resolve("db.password"));
        Files.write(secrets.resolve("app.secret-key"), Canary.key().getBytes(StandardCharsets.UTF_16));
        Files.writeString(secrets.resolve("DB_USER"), "app");
        environment.put("SECRETS_DIR", secrets.toString());
        environment.put(
                "JDK_JAVA_OPTIONS",
                "-Ddb.migrate-on-start=property -Dhttp.drain=property -Ddb.start-timeout=5 -Dhttp.port=1");
        environment.putAll(Map.of(
                "DB_MIGRATE_ON_START", "variable",
                "HTTP_DRAIN", "variable",
                "HTTP_TRUSTED_PROXIES", "variable",
                "DB_START_TIMEOUT", "variable",
                "DB_URL", "jdbc:postgresql://127.0.0.1/app?sslmode=verify_full",
                "APP_SECERT_KEY", Canary.key(),
                "db_password", Canary.password(),
                "LOG_TARGET", "x",
                "DB_SERVICE_HOST", "10.0.0.1",
                "HTTP_PROXY", "http://proxy.example.com"));
        String report = assertSameReport(
                11,
                server -> assertThat(server.log())
                        .containsOnlyOnce("unknown environment variable LOG_TARGET has no effect"));
        assertThat(report)
                .contains("'db.migrate-on-start' is 'file' (file %s/db.migrate-on-start)".formatted(secrets))
                .contains("'http.drain' is 'property' (system property http.drain)")
                .contains("'http.trusted-proxies' is 'variable' (environment variable HTTP_TRUSTED_PROXIES)")
                .contains(
                        "'http.port' cannot be set by the system property http.port: it is read from the environment only; remove it there");
    }

    /** An inspection of what a server has left behind. */
    private interface Look {
        void at(RunningServer server) throws IOException;
    }

    private String assertSameReport(int problems) throws IOException, InterruptedException {
        return assertSameReport(problems, server -> {});
    }

    private String assertSameReport(int problems, Look look) throws IOException, InterruptedException {
        CommandLine.Ended check = CommandLine.OF_THE_DIST.run(environment, "check");
        assertThat(check.exitCode()).isEqualTo(78);
        String report = check.output().substring(check.output().indexOf("the settings are invalid:"));
        assertThat(report.lines()).hasSize(problems + 1);
        ServerKind.onBothAtOnce(kind -> assertThatItRefuses(kind, report, look));
        return report;
    }

    private void assertThatItRefuses(ServerKind kind, String report, Look look) {
        try (Installation installation = kind.install(Deployment.WAR).withoutCommandLine();
                RunningServer server = RunningServer.start(installation, environment)) {
            assertThat(server.awaitExit()).as(server.log()).isEqualTo(78);
            assertThat(server.log())
                    .containsOnlyOnce(REFUSES)
                    .containsOnlyOnce(report)
                    .doesNotContain("InvalidSettings");
            assertThat(installation.folder().resolve("tmp")).isEmptyDirectory();
            assertThat(server.processes()).noneMatch(ProcessHandle::isAlive);
            look.at(server);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
