package org.backendcore.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Starts {@code bin/backend-core run} and its peers in turns. {@code -Dbench.rounds} sets the number of rounds; the
 * default is 5.
 */
@Tag("bench")
final class PeersIT {
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void measuresEachPeer() throws Exception {
        List<Measurement> ways = Stream.concat(Stream.of(PayaraWays.onH2(Way.newFolder())), Peers.all().stream())
                .map(Measurement::new)
                .toList();
        for (int round = 1; round <= ROUNDS; round++) {
            for (Measurement each : ways) {
                each.start(round == ROUNDS);
            }
        }
        Page.write(
                "Beside Quarkus and Spring Boot",
                """
                Each has probes, a data source on H2 in memory that its readiness asks, and one migration by Flyway at the start.
                Compared are [Quarkus](peers/quarkus/pom.xml) as its fast-jar, and as its aot-jar for the AOT cache; [Spring Boot](peers/spring-boot/pom.xml) extracted; and `bin/backend-core run` in the profile `dev`, with the AOT cache that it creates itself.
                Each is started %s times, in turns; %s

                | | live, s | ready, s | resident, MiB | %s |
                |---|---|---|---|---|---|---|---|---|
                """.formatted(ROUNDS, Measurement.EXPLAINED, LoadSamples.heads())
                        + Page.rows(ways.stream()
                                .map(each -> "%s | %s | %s | %s | %s"
                                        .formatted(
                                                each.way().name(),
                                                each.live().text(2),
                                                each.ready().text(2),
                                                each.resident().median(0),
                                                each.load().cells()))));
    }
}
