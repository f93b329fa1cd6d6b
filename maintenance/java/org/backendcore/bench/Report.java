package org.backendcore.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The measured part of {@code maintenance/performance.md}.
 *
 * @param payara the first one is the stock way
 * @param liberty the first one is the stock way
 */
record Report(int rounds, List<Measurement> peers, List<Measurement> payara, List<Measurement> liberty) {
    private static final Path FILE = Path.of("maintenance", "performance.md");

    /** From here on the file is written by hand. */
    private static final String EXPLAINED = "## Where the time goes";

    void write() throws IOException {
        String before = Files.readString(FILE);
        Files.writeString(
                FILE,
                """
                # Performance

                `./mvnw -Pmaintenance verify -Dsuite=bench` writes this page, up to [Where the time goes](#where-the-time-goes): here with JDK %s on %s processors.
                It starts each server %s times, in turns; the numbers of a start are medians, followed by the smallest and the largest.
                The last start is followed by a load: as many requests as four connections can carry, after a minute of the same.

                ## Beside Quarkus and Spring Boot

                """.formatted(Runtime.version(), Runtime.getRuntime().availableProcessors(), rounds)
                        + peersTable()
                        + "\n## Beside the stock way\n\n"
                        + startsTable()
                        + "\n"
                        + loadsTable()
                        + "\n## Steady state\n\nPayara Micro, warm, with `jvm.options` as it is and with other choices:\n\n"
                        + Files.readString(SteadyStateIT.REPORT)
                        + "\n## Overload\n\n"
                        + Files.readString(SaturationIT.REPORT)
                        + "\n"
                        + before.substring(before.indexOf(EXPLAINED)));
    }

    private String peersTable() {
        return """
                Each has probes, a data source on H2 in memory that its readiness asks, and one migration by Flyway at the start.
                Compared are [Quarkus](peers/quarkus/pom.xml) as its fast-jar, and as its aot-jar for the AOT cache; [Spring Boot](peers/spring-boot/pom.xml) extracted; and `bin/backend-core run` in the profile `dev`, with the AOT cache that it creates itself.

                | | live, s | ready, s | resident, MiB | %s |
                |---|---|---|---|---|---|---|---|---|
                """.formatted(LoadSamples.heads())
                + rows(peers.stream()
                        .map(each -> "%s | %s | %s | %s | %s"
                                .formatted(
                                        each.way().name(),
                                        each.live().text(2),
                                        each.ready().text(2),
                                        each.resident().median(0),
                                        each.load().cells())));
    }

    private String startsTable() {
        return """
                The WAR in production, on PostgreSQL, started as in the manuals of the servers and as in ours; `refused` is a start without the password of the database.

                | | live, s | of stock | ready, s | resident, MiB | of stock | refused, s | of stock's start |
                |---|---|---|---|---|---|---|---|
                """ + rows(Stream.concat(starts(payara), starts(liberty)));
    }

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

    private String loadsTable() {
        return """
                | | %s |
                |---|---|---|---|---|---|
                """.formatted(LoadSamples.heads())
                + rows(Stream.concat(payara.stream(), liberty.stream())
                        .filter(each -> each.way().loaded())
                        .map(each -> "%s | %s"
                                .formatted(each.way().name(), each.load().cells())));
    }

    private static String rows(Stream<String> cells) {
        return cells.map("| %s |\n"::formatted).collect(Collectors.joining());
    }
}
