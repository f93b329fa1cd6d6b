package org.backendcore.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.backendcore.testkit.Command;
import org.backendcore.testkit.Command.Ended;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The same sources produce the same bytes, also in another folder, at another time, and in another time zone and
 * locale.
 */
@Tag("gates")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
final class ReproducibleBuildIT {
    private static final Map<String, String> ELSEWHERE = Map.of("TZ", "Asia/Kathmandu", "LC_ALL", "C");

    @Test
    void makesTheSameWarAndTheSameDistribution() throws Exception {
        try (Checkout copy = Checkout.in("another-build")) {
            // As a JDK that is too old for Payara Micro has left it.
            Files.createDirectories(copy.file("target/command-line/lib"));
            Ended ended = copy.maven(ELSEWHERE, "-Prelease", "verify", "-DskipTests", "-DskipITs");
            assertThat(ended.exitCode()).as(ended.output()).isZero();
            assertThat(copy.file("target/command-line")).doesNotExist();
            Path target = Path.of("target");
            assertThat(sums(copy.file("target/dist"))).isEqualTo(sums(target.resolve("dist")));
            assertThat(sum(copy.file("target/backend-core.war"))).isEqualTo(sum(target.resolve("backend-core.war")));
            assertThatTheArchiveIsTheSameAtEachTime(copy);
        }
    }

    /** The whole archive, packed twice; the files have the current time, and the umask may differ. */
    private static void assertThatTheArchiveIsTheSameAtEachTime(Checkout copy) throws Exception {
        String name;
        try (Stream<Path> files = Files.list(copy.file("target"))) {
            name = files.map(file -> copy.file("target").relativize(file).toString())
                    .filter(file -> file.endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
        }
        Path archive = copy.file("target").resolve(name);
        String first = sum(archive);
        Path unpacked = Files.createDirectory(copy.file("target/unpacked"));
        String unpack = TypedCommands.commands(Path.of("docs/operations/systemd.md")).stream()
                .filter(command -> command.startsWith("tar "))
                .findFirst()
                .orElseThrow()
                .replace("/opt/backend-core/0.1.0", unpacked.toString());
        Ended tar = new Command(copy.folder(), Map.of(), List.of("sh", "-euc", unpack)).run(Duration.ofMinutes(1));
        assertThat(tar.exitCode()).as(tar.output()).isZero();
        assertThat(sums(unpacked)).isEqualTo(sums(copy.file("target/dist")));
        Files.delete(archive);
        try (Stream<Path> files = Files.walk(copy.file("target/dist"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(file.toFile().setLastModified(0)).isTrue();
                assertThat(file.toFile().setWritable(true, false)).isTrue();
            }
        }
        Ended ended = copy.maven("-Prelease", "assembly:single@release");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(sum(archive)).isEqualTo(first);
    }

    /** For each file that is shipped; class-data archives are not, because they belong to one place and one JVM. */
    private static Map<String, String> sums(Path folder) throws Exception {
        Map<String, String> sums = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (!name.startsWith("lib/archives/")) {
                    sums.put(name, sum(file));
                }
            }
        }
        assertThat(sums).hasSizeGreaterThan(300);
        return sums;
    }

    private static String sum(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
