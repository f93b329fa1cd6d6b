package org.backendcore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.backendcore.contract.fixtures.BusyServlet;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.Release;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.backendcore.testkit.SteadyLoad;
import org.backendcore.testkit.SteadyLoad.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests at a steady rate, up to twenty times as many as the pool can serve, with and without a limit on how many
 * wait for it.
 */
@Tag("bench")
final class SaturationIT {
    private static final int POOL = 5;
    private static final int MILLISECONDS = 200;
    private static final int CAPACITY = POOL * 1000 / MILLISECONDS;
    private static final int DEFAULT = 20;
    private static final List<Integer> TIMES = List.of(1, 2, 5, 20);
    private static final List<Integer> OTHER_BOUNDS = List.of(10, 50);
    private static final Duration LOAD = Duration.ofSeconds(10);

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void servesWhatItCanServe() throws Exception {
        StringBuilder report = new StringBuilder("""
                A pool of %s can serve %s requests per second if each has a connection for %s ms.
                More are sent, at a constant rate, however long the answers take; `DB_POOL_MAX_WAITING` is %s by default, and 0 means no bound.
                The rates are those of the requests that were sent in 10 s, even if the answer came later, while the same load continued.

                | | bound | requests, 1/s | served, 1/s | their median, s | their p99, s | refused, 1/s | their p99, s | not answered within 40 s, 1/s | liveness p99, s |
                |---|---|---|---|---|---|---|---|---|---|
                """.formatted(POOL, CAPACITY, MILLISECONDS, DEFAULT));
        try (Release release = Release.with(Map.of(), BusyServlet.class)) {
            for (ServerKind kind : ServerKind.values()) {
                measure(report, kind, release, DEFAULT, TIMES);
                measure(report, kind, release, 0, TIMES);
                for (int bound : OTHER_BOUNDS) {
                    measure(report, kind, release, bound, List.of(TIMES.get(TIMES.size() - 1)));
                }
            }
        }
        Page.write("Overload", report.toString());
    }

    private static void measure(StringBuilder report, ServerKind kind, Release release, int bound, List<Integer> times)
            throws Exception {
        Map<String, String> environment =
                new HashMap<>(Deployment.production(Postgres.shared().createDatabase(Canary.password())));
        environment.put("DB_POOL_MAX_SIZE", Integer.toString(POOL));
        environment.put("DB_POOL_MAX_WAITING", Integer.toString(bound));
        RunningServer server = RunningServer.start(kind.install(release.war()), environment);
        try {
            server.awaitReady();
            load(server, 1);
            for (int factor : times) {
                report.append(row(kind, bound, factor, load(server, factor)));
            }
        } finally {
            server.discard();
        }
    }

    private record Answers(List<Answer> all, List<Answer> live) {}

    private static Answers load(RunningServer server, int factor) throws InterruptedException {
        try (SteadyLoad live = SteadyLoad.on(server.port(), "/health/live", Duration.ofMillis(100));
                SteadyLoad requests = SteadyLoad.on(
                        server.port(), "/busy/" + MILLISECONDS, Duration.ofMillis(1000 / (CAPACITY * factor)))) {
            long begun = System.nanoTime();
            long end = begun + LOAD.toNanos();
            Answers answers = new Answers(requests.between(begun, end), live.between(begun, end));
            requests.finish();
            return answers;
        }
    }

    private static String row(ServerKind kind, int bound, int factor, Answers answers) {
        List<Answer> served = withStatus(answers.all(), 200);
        List<Answer> refused = withStatus(answers.all(), 503);
        int others = answers.all().size() - served.size() - refused.size();
        if (bound > 0) {
            assertThat(others).as("answers that are neither 200 nor 503").isZero();
        }
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.1f | %s | %s | %.1f | %s | %.1f | %s |%n",
                kind.key(),
                bound == 0 ? "none" : bound,
                CAPACITY * factor,
                (double) served.size() / LOAD.toSeconds(),
                percentile(served, 50),
                percentile(served, 99),
                (double) refused.size() / LOAD.toSeconds(),
                percentile(refused, 99),
                (double) others / LOAD.toSeconds(),
                percentile(answers.live(), 99));
    }

    private static List<Answer> withStatus(List<Answer> answers, int status) {
        return answers.stream().filter(answer -> answer.status() == status).toList();
    }

    private static String percentile(List<Answer> answers, int percent) {
        List<Long> took = answers.stream()
                .map(answer -> answer.received() - answer.sent())
                .sorted()
                .toList();
        return took.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.3f",
                        took.get(took.size() * percent / 100) / (double) TimeUnit.SECONDS.toNanos(1));
    }
}
