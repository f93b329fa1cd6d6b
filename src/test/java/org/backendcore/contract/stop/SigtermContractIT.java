package org.backendcore.contract.stop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.backendcore.contract.fixtures.ClassArchives;
import org.backendcore.contract.fixtures.NextRelease;
import org.backendcore.testkit.Await;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * SIGTERM before the server serves requests ends the process at once, and nothing remains. For later SIGTERMs see
 * StopContractIT.
 */
@Execution(ExecutionMode.CONCURRENT)
final class SigtermContractIT {
    /**
     * Two seconds are promised; a noisy machine gets more, and a process that ignores the signal would need much more.
     */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private static final String STARTED = " started in ";
    private static final String SLOW = "CREATE TABLE half (id INT); SELECT pg_sleep(600)";

    private final PostgresDatabase database = Postgres.shared().createDatabase(Canary.difficultPassword());

    @Test
    void endsAtTwoMomentsOfAStart() {
        endsAtMomentsOfAStart(2);
    }

    @Test
    @Tag("slow")
    void endsAtAnyMomentOfAStart() {
        endsAtMomentsOfAStart(20);
    }

    /**
     * The moments are intentional delays: fractions of the duration of a whole start, from its first script to its last
     * line.
     */
    private static void endsAtMomentsOfAStart(int moments) {
        ServerKind.onBothAtOnce(kind -> {
            PostgresDatabase own = Postgres.shared().createDatabase();
            Map<String, String> environment = Deployment.production(own);
            try (Installation installation = kind.install(Deployment.WAR)) {
                // The first start also migrates, and is slower than the following ones.
                wholeStart(installation, environment);
                long whole = wholeStart(installation, environment);
                int early = 0;
                for (int moment = 0; moment < moments; moment++) {
                    long begin = System.nanoTime();
                    try (RunningServer server = RunningServer.start(installation, environment)) {
                        long delay = whole * (2L * moment + 1) / (2L * moments) - (System.nanoTime() - begin);
                        TimeUnit.NANOSECONDS.sleep(delay);
                        assertThatItEndsAtOnce("moment " + moment, server, own);
                        early += server.log().contains(STARTED) ? 0 : 1;
                    } catch (InterruptedException exception) {
                        throw new IllegalStateException(exception);
                    }
                }
                // On a busy machine, the duration of a start varies.
                assertThat(early).as("moments of a start").isGreaterThanOrEqualTo(moments / 2);
                wholeStart(installation, environment);
            }
        });
    }

    private static long wholeStart(Installation installation, Map<String, String> environment) {
        long begin = System.nanoTime();
        try (RunningServer server = RunningServer.start(installation, environment)) {
            server.awaitLog(STARTED);
            return System.nanoTime() - begin;
        }
    }

    @Test
    void endsWhileItWaitsForTheDatabase() {
        ServerKind.onBothAtOnce(kind -> {
            PostgresDatabase own = Postgres.shared().createDatabase();
            own.admitNobody();
            Map<String, String> environment = new HashMap<>(Deployment.production(own));
            environment.put("DB_START_TIMEOUT", "300s");
            try (Installation installation = kind.install(Deployment.WAR);
                    RunningServer server = RunningServer.start(installation, environment)) {
                server.awaitLog("waiting for the database, 29\\d s left");
                assertThatItEndsAtOnce("waiting for the database", server, own);
                assertThat(server.log()).contains("stopping at once on SIGTERM: no client is being served");
            }
        });
    }

    /** A pipe to a collector that hangs is full, so the sentence about the stop cannot be written; nothing is left all the same. */
    @Test
    void endsThoughNobodyReadsItsLog() throws Exception {
        ServerKind.PAYARA_MICRO.assumeRunsHere();
        PostgresDatabase own = Postgres.shared().createDatabase();
        own.admitNobody();
        try (Installation installation = ServerKind.PAYARA_MICRO.install(Deployment.WAR)) {
            Path temporary = Files.createDirectories(installation.folder().resolve("tmp"));
            List<String> words = new ArrayList<>(List.of("sh", "-c", "yes | head -c 65536; exec \"$@\"", "sh"));
            words.addAll(installation.withoutCommandLine().command());
            // Not by JAVA_TOOL_OPTIONS, about which a JVM prints a line.
            words.add(5, "-Djava.io.tmpdir=" + temporary);
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(installation.folder().toFile())
                    .redirectErrorStream(true);
            builder.environment().putAll(Deployment.production(own));
            builder.environment().put("DB_START_TIMEOUT", "300s");
            builder.environment().put("JAVA_HOME", Objects.requireNonNull(System.getProperty("java.home")));
            builder.environment().put("HTTP_HOST", "127.0.0.1");
            builder.environment().put("HTTP_PORT", Integer.toString(FreePort.find()));
            Process server = builder.start();
            try {
                Await.until("a folder of the server", () -> !isEmpty(temporary));
                // Process.destroy would close the pipe, and end the wait.
                server.toHandle().destroy();
                assertThat(server.waitFor(AT_ONCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                assertThat(server.exitValue()).isEqualTo(143);
                assertThat(temporary).isEmptyDirectory();
            } finally {
                server.destroyForcibly().waitFor();
            }
        }
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** PostgreSQL rolls it back, instead of continuing for the ten minutes that it takes. */
    @Test
    void endsWhileAMigrationRuns() {
        try (Release slow = NextRelease.with(SLOW);
                Release corrected = NextRelease.with("CREATE TABLE half (id INT)")) {
            ServerKind.onBothAtOnce(kind -> {
                PostgresDatabase own = Postgres.shared().createDatabase();
                try (Installation installation = kind.install(slow.war());
                        RunningServer server = RunningServer.start(installation, Deployment.production(own))) {
                    awaitStatement(own, SLOW.substring(SLOW.indexOf("SELECT")));
                    assertThatItEndsAtOnce("migrating", server, own);
                }
                assertThatNothingOfItIsApplied(own);
                CommandLine.Ended next = migrate(corrected, own);
                assertThat(next.exitCode()).as(next.output()).isZero();
            });
        }
    }

    /** The script receives the signal, too, and the training runs in separate processes. */
    @Test
    void endsWhileItMakesArchives() throws Exception {
        ServerKind.PAYARA_MICRO.assumeRunsHere();
        try (Installation installation =
                ServerKind.PAYARA_MICRO.install(Deployment.WAR).withOwnLibraries()) {
            Path archives = installation.folder().resolve("lib/archives");
            try (RunningServer server =
                    RunningServer.start(installation.withCommandLine(), Deployment.production(database))) {
                server.awaitLog(ClassArchives.MAKES);
                Await.until(
                        "the script, its check and the training run",
                        () -> server.processes().size() == 3);
                assertThatItEndsAtOnce("creating the archive", server, database);
                assertThat(server.log()).doesNotContain(ClassArchives.WITHOUT);
                assertThat(archives.toFile().list()).containsExactly("making.lock");
            }
            try (CommandLine.Running prepare =
                    new CommandLine(installation.folder().resolve("bin/backend-core")).start(Map.of(), "prepare")) {
                Await.until(
                        "the training runs",
                        () -> prepare.process().descendants().count() == 1);
                assertThatItEndsAtOnce(prepare);
                assertThat(archives.toFile().list()).containsExactly("making.lock");
            }
        }
    }

    @Test
    void endsACommandThatWaitsForTheDatabase() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment = new HashMap<>(Deployment.production(database));
            environment.put("DB_URL", database.url(silent.getLocalPort()));
            environment.put("DB_START_TIMEOUT", "300s");
            try (CommandLine.Running migrate = CommandLine.OF_THE_DIST.start(environment, "migrate")) {
                silent.accept();
                assertThatItEndsAtOnce(migrate);
            }
            try (CommandLine.Running check = CommandLine.OF_THE_DIST.start(environment, "check", "--database")) {
                silent.accept();
                assertThatItEndsAtOnce(check);
            }
        }
    }

    /** The first one in a long statement, the second one while it waits for its turn. */
    @Test
    void endsMigrationsThatWaitForEachOther() throws Exception {
        Map<String, String> environment = Deployment.production(database);
        try (Release slow = NextRelease.with(SLOW);
                CommandLine.Running first = CommandLine.of(slow).start(environment, "migrate")) {
            awaitStatement(database, SLOW.substring(SLOW.indexOf("SELECT")));
            try (CommandLine.Running second = CommandLine.of(slow).start(environment, "migrate")) {
                Await.until(
                        "the other process keeps asking for the lock",
                        () -> database.query(
                                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_try_advisory_lock%' AND query_start > clock_timestamp() - INTERVAL '500 ms' AND pid <> pg_backend_pid()")
                                .equals("1"));
                assertThatItEndsAtOnce(second);
            }
            assertThatItEndsAtOnce(first);
            awaitNoSessions(database);
            assertThatNothingOfItIsApplied(database);
        }
    }

    /** A table that another session keeps locked; outside of any migration. */
    @Test
    void leavesNobodyInTheQueueOfALock() throws Exception {
        assertThat(CommandLine.OF_THE_DIST
                        .run(Deployment.production(database), "migrate")
                        .exitCode())
                .isZero();
        try (Connection other = DriverManager.getConnection(database.url(), database.name(), database.password());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE flyway_schema_history");
            try (CommandLine.Running migrate =
                    CommandLine.OF_THE_DIST.start(Deployment.production(database), "migrate")) {
                Await.until("it waits", () -> waiting().equals("1"));
                assertThatItEndsAtOnce(migrate);
            }
            Await.until(AT_ONCE, "nobody waits", () -> waiting().equals("0"));
        }
    }

    private String waiting() {
        return database.query(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'flyway_schema_history'::regclass");
    }

    private static void assertThatItEndsAtOnce(String when, RunningServer server, PostgresDatabase database) {
        List<ProcessHandle> processes = server.processes();
        long begin = System.nanoTime();
        server.askToStop();
        assertThat(server.awaitExit()).as("%s: %s", when, server.log()).isEqualTo(143);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("%s: %s", when, server.log())
                .isLessThan(AT_ONCE);
        assertThat(server.log())
                .as(when)
                .doesNotContain("refuses to start", "Already disposed")
                .doesNotContainPattern("(?m)^(WARNING|SEVERE|ERROR) ");
        assertThat(server.printed().records())
                .as("%s: %s", when, server.log())
                .noneMatch(line -> line.containsKey("error.stack_trace"));
        assertThat(server.installation().folder().resolve("tmp")).as(when).isEmptyDirectory();
        try {
            awaitEnd(processes);
            awaitNoSessions(database);
        } catch (Exception exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static void assertThatItEndsAtOnce(CommandLine.Running command) throws Exception {
        List<ProcessHandle> processes =
                new ArrayList<>(command.process().descendants().toList());
        long begin = System.nanoTime();
        command.process().destroy();
        assertThat(command.awaitEnd().exitCode()).as(command.output()).isEqualTo(143);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_ONCE);
        assertThat(command.output()).doesNotContain("\tat ", "Exception");
        awaitEnd(processes);
    }

    private static void awaitEnd(List<ProcessHandle> processes) throws Exception {
        Await.until(AT_ONCE, "no process is left", () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static void awaitNoSessions(PostgresDatabase database) throws Exception {
        Await.until(
                AT_ONCE,
                "no session is left, and so no lock",
                () -> database.query(
                                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'")
                        .equals("0"));
    }

    private static void awaitStatement(PostgresDatabase database, String sql) {
        try {
            Await.until(
                    sql,
                    () -> database.query(
                                    "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND datname = current_database() AND query LIKE '%s%%'"
                                            .formatted(sql))
                            .equals("1"));
        } catch (Exception exception) {
            throw new IllegalStateException(exception);
        }
    }

    private static void assertThatNothingOfItIsApplied(PostgresDatabase database) {
        assertThat(database.query(
                        "SELECT count(*) FROM flyway_schema_history WHERE version = '%s'".formatted(NextRelease.MORE)))
                .isEqualTo("0");
        assertThat(database.query("SELECT count(*) FROM pg_tables WHERE tablename = 'half'"))
                .isEqualTo("0");
    }

    private static CommandLine.Ended migrate(Release release, PostgresDatabase database) {
        try {
            return CommandLine.of(release).run(Deployment.production(database), "migrate");
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
