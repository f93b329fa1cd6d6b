package org.backendcore.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.backendcore.testkit.Command.Ended;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As long as all tests: a copy passes them, too. */
@Tag("verified-copy")
final class VerifiedCopyIT {
    private static final int MINUTES = 60;

    @Test
    @Timeout(value = 2 * MINUTES, unit = TimeUnit.MINUTES)
    void passesItsOwnTests() throws Exception {
        MadeCopy copy = MadeCopy.in("verified-copy");
        Ended verify = copy.run(Duration.ofMinutes(MINUTES), "./mvnw", "-B", "-ntp", "verify");
        assertThat(verify.exitCode()).as(verify.output()).isZero();
    }
}
