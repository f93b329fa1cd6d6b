package org.backendcore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backendcore.testkit.Command;
import org.backendcore.testkit.Folders;
import org.backendcore.testkit.FreePort;

/**
 * The projects in {@code maintenance/peers}, built and started as the guides of their frameworks describe, without and
 * with an AOT cache.
 */
final class Peers {
    /** In memory, so that each start migrates. */
    static final String DATABASE = "jdbc:h2:mem:bench;DB_CLOSE_DELAY=-1";

    private static final Path SOURCES = Path.of("maintenance", "peers");

    /** The output directory in their pom.xml. */
    private static final Path BUILT = Path.of("target", "peers").toAbsolutePath();

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin/java").toString();
    private static final Duration BOUND = Duration.ofMinutes(20);

    private Peers() {}

    static List<Way> all() throws IOException, InterruptedException {
        return Stream.concat(quarkus().stream(), springBoot().stream()).toList();
    }

    private static List<Way> quarkus() throws IOException, InterruptedException {
        Way.Probes probes = new Way.Probes("/q/health/live", "/q/health/ready");
        Path folder = BUILT.resolve("quarkus");
        Folders.deleteIfThere(folder);
        build("quarkus");
        // Its guide on AOT caches uses another packaging for them.
        build("quarkus", "-Dquarkus.package.jar.type=aot-jar", "-Dquarkus.package.output-directory=quarkus-aot");
        String name = "Quarkus " + version("quarkus", "quarkus.version");
        return List.of(
                way(name, folder.resolve("quarkus-app"), "quarkus-run.jar", probes),
                withCache(way(name, folder.resolve("quarkus-aot"), "quarkus-run.jar", probes)));
    }

    private static List<Way> springBoot() throws IOException, InterruptedException {
        Way.Probes probes = new Way.Probes("/actuator/health/liveness", "/actuator/health/readiness");
        Path folder = BUILT.resolve("spring-boot");
        Folders.deleteIfThere(folder);
        build("spring-boot");
        // As its manual recommends for production, and for AOT caches.
        run(folder, List.of(JAVA, "-Djarmode=tools", "-jar", "spring-boot-1.jar", "extract"));
        Way plain = way(
                "Spring Boot " + version("spring-boot", "version"),
                folder.resolve("spring-boot-1"),
                "spring-boot-1.jar",
                probes);
        return List.of(plain, withCache(plain));
    }

    private static void build(String name, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("./mvnw", "-B", "-ntp"));
        command.addAll(List.of("-f", SOURCES.resolve(name).resolve("pom.xml").toString()));
        command.addAll(List.of(options));
        command.add("package");
        run(Path.of("").toAbsolutePath(), command);
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Command.Ended ended = new Command(folder, Map.of(), command).run(BOUND);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    /** The first such element in its pom.xml. */
    private static String version(String name, String element) throws IOException {
        String pom = Files.readString(SOURCES.resolve(name).resolve("pom.xml"));
        Matcher matcher =
                Pattern.compile("<%1$s>(.*)</%1$s>".formatted(element)).matcher(pom);
        assertThat(matcher.find()).as("%s in %s", element, pom).isTrue();
        return matcher.group(1);
    }

    private static Way way(String name, Path folder, String jar, Way.Probes probes) {
        return new Way(
                name, folder, List.of(JAVA, "-jar", jar), Map.of("DB_URL", DATABASE), probes, true, Optional.empty());
    }

    /** With the cache of a start that received one request of each measured kind. */
    private static Way withCache(Way plain) throws IOException, InterruptedException {
        try (MeasuredServer server = with("-XX:AOTCacheOutput=app.aot", plain).start(FreePort.find())) {
            server.secondsTo(plain.probes().live());
            server.secondsTo(plain.probes().ready());
            server.answers("/missing");
        }
        assertThat(plain.folder().resolve("app.aot")).exists();
        return with("-XX:AOTCache=app.aot", plain);
    }

    private static Way with(String option, Way plain) {
        List<String> command = new ArrayList<>(plain.command());
        command.add(1, option);
        return new Way(
                plain.name() + ", AOT cache",
                plain.folder(),
                command,
                plain.environment(),
                plain.probes(),
                plain.loaded(),
                plain.stale());
    }
}
