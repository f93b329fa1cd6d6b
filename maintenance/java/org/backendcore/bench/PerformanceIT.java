package org.backendcore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.PostgresDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Starts the WAR in the ways of the manuals and in ours, and its peers, in turns, and writes the results to
 * {@code maintenance/performance.md}. {@code -Dbench.rounds} sets the number of rounds; the default is 3.
 */
@Tag("bench")
final class PerformanceIT {
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final Path BENCH = Path.of("target", "bench").toAbsolutePath();

    private final PostgresDatabase database = Postgres.shared().createDatabase(Canary.password());

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void measuresEachWayToStart() throws Exception {
        assertThat(Runtime.version().feature())
                .as("the JDK, of which 25 is the first with '-XX:AOTCacheOutput'")
                .isGreaterThanOrEqualTo(25);
        Files.createDirectories(BENCH);
        Map<String, String> production = Deployment.production(database);
        List<Measurement> payara = measurements(PayaraWays.all(BENCH, production));
        List<Measurement> liberty = measurements(LibertyWays.all(BENCH, production));
        List<Measurement> peers = measurements(Stream.concat(Stream.of(PayaraWays.onH2(BENCH)), Peers.all().stream())
                .toList());
        for (int round = 0; round < ROUNDS; round++) {
            // A load takes a minute, and varies less between starts than the start itself.
            boolean last = round == ROUNDS - 1;
            for (Measurement each : peers) {
                each.start(last);
            }
            for (Measurement each :
                    Stream.concat(payara.stream(), liberty.stream()).toList()) {
                each.start(last);
                each.refuse();
            }
        }
        new Report(ROUNDS, peers, payara, liberty).write();
    }

    private static List<Measurement> measurements(List<Way> ways) {
        return ways.stream().map(Measurement::new).toList();
    }
}
