package org.backendcore.contract.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backendcore.testkit.BuiltDistribution;
import org.backendcore.testkit.Command;
import org.backendcore.testkit.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The systemd units: the permissions of each, and that both have the same limits. */
final class ServiceUnitsContractIT {
    private static final Path FOLDER = BuiltDistribution.FOLDER.resolve("server-config/systemd");
    private static final String SERVER = "backend-core.service";
    private static final String MIGRATIONS = "backend-core-migrate@.service";

    /** As in docs/operations/systemd.md, in tenths. */
    private static final int EXPOSURE = 14;

    @ParameterizedTest
    @ValueSource(strings = {SERVER, MIGRATIONS})
    void mayDoLittle(String unit) throws Exception {
        Programs.need("systemd-analyze", "rates the units");
        Command.Ended ended = new Command(
                        Path.of("").toAbsolutePath(),
                        Map.of("SYSTEMD_COLORS", "0"),
                        List.of(
                                "systemd-analyze",
                                "security",
                                "--offline=true",
                                "--threshold=" + EXPOSURE,
                                FOLDER.resolve(unit).toString()))
                .run(Duration.ofMinutes(1));
        assertThat(ended.output()).contains("Overall exposure level");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    /** Of the time for a stop, {@code HTTP_DRAIN} alone takes 10 s by default: docs/operations/README.md. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TimeoutStopSec=70",
                "SuccessExitStatus=143",
                "RestartPreventExitStatus=64 70 78",
                "Environment=SECRETS_DIR=%d",
                "LoadCredential=app.secret-key:/etc/backend-core/secrets/app.secret-key",
                "LoadCredential=db.password:/etc/backend-core/secrets/db.password"
            })
    void theServerIsStoppedAndStartedAsItSays(String line) throws IOException {
        assertThat(lines(SERVER)).contains(line);
    }

    /** The reasons are in one of them. */
    @Test
    void areBoundAlike() throws IOException {
        assertThat(bounds(MIGRATIONS)).isEqualTo(bounds(SERVER)).hasSizeGreaterThan(20);
    }

    private static List<String> bounds(String unit) throws IOException {
        return lines(unit).stream()
                .dropWhile(line -> !line.startsWith("ProtectSystem="))
                .takeWhile(line -> !line.startsWith("["))
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .toList();
    }

    private static List<String> lines(String unit) throws IOException {
        try (Stream<String> lines = Files.lines(FOLDER.resolve(unit))) {
            return lines.toList();
        }
    }
}
