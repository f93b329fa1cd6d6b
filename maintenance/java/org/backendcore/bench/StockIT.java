package org.backendcore.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
 * Starts the WAR in the ways of the servers' manuals and in ours, in turns. {@code -Dbench.rounds} sets the number of
 * rounds; the default is 3.
 */
@Tag("bench")
final class StockIT {
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

    private final PostgresDatabase database = Postgres.shared().createDatabase(Canary.password());

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void measuresEachWayToStart() throws Exception {
        Path folder = Way.newFolder();
        Map<String, String> production = Deployment.production(database);
        List<Measurement> payara = measurements(PayaraWays.all(folder, production));
        List<Measurement> liberty = measurements(LibertyWays.all(folder, production));
        List<Measurement> all = Stream.concat(payara.stream(), liberty.stream()).toList();
        for (int round = 1; round <= ROUNDS; round++) {
            for (Measurement each : all) {
                each.start(round == ROUNDS);
                each.refuse();
            }
        }
        Page.write(
                "Beside the stock way",
                """
                The WAR in production, on PostgreSQL, started as in the manuals of the servers and as in ours; `refused` is a start without the password of the database.
                Each is started %s times, in turns; %s

                | | live, s | of stock | ready, s | resident, MiB | of stock | refused, s | of stock's start |
                |---|---|---|---|---|---|---|---|
                """.formatted(ROUNDS, Measurement.EXPLAINED)
                        + Page.rows(Stream.concat(starts(payara), starts(liberty)))
                        + """

                        | | %s |
                        |---|---|---|---|---|---|
                        """.formatted(LoadSamples.heads())
                        + Page.rows(all.stream()
                                .filter(each -> each.way().loaded())
                                .map(each -> "%s | %s"
                                        .formatted(
                                                each.way().name(), each.load().cells()))));
    }

    private static List<Measurement> measurements(List<Way> ways) {
        return ways.stream().map(Measurement::new).toList();
    }

    /** Beside the first one, the stock way. */
    private static Stream<String> starts(List<Measurement> ways) {
        Measurement stock = ways.get(0);
        return ways.stream()
                .map(each -> String.format(
                        Locale.ROOT,
                        "%s | %s | %.2f | %s | %s | %.2f | %s | %.3f",
                        each.way().name(),
                        each.live().text(2),
                        each.live().median() / stock.live().median(),
                        each.ready().text(2),
                        each.resident().text(0),
                        each.resident().median() / stock.resident().median(),
                        each.refused().text(2),
                        each.refused().median() / stock.live().median()));
    }
}
