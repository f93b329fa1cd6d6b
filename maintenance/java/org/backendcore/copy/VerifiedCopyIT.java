package org.backendcore.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.backendcore.testkit.Command.Ended;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As long as all tests: a copy with a team's work, which has taken over a newer baseline, passes them, too. */
@Tag("verified-copy")
final class VerifiedCopyIT {
    private static final int MINUTES = 60;

    @Test
    @Timeout(value = 2 * MINUTES, unit = TimeUnit.MINUTES)
    void passesItsOwnTests() throws Exception {
        try (ChangingBaseline baseline = ChangingBaseline.in("verified-baseline")) {
            MadeCopy copy = MadeCopy.of(
                    baseline.folder(), Path.of("target/verified-copy").toAbsolutePath());
            new TeamOfACopy(copy).works();
            baseline.nextRelease();
            Ended update = MadeCopy.command(
                    baseline.folder(), "--update", copy.folder().toString());
            assertThat(update.exitCode()).as(update.output()).isZero();
            Ended verify = copy.run(Duration.ofMinutes(MINUTES), "./mvnw", "-B", "-ntp", "verify");
            assertThat(verify.exitCode()).as(verify.output()).isZero();
        }
    }
}
