package org.backendcore.infrastructure.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProcessStartTest {
    private static final Instant PROCESS = Instant.parse("2026-11-25T12:00:00Z");
    private static final Instant JVM = PROCESS.plusMillis(400);

    @Test
    void isThatOfTheProcess() {
        assertThat(ProcessStart.of(Optional.of(PROCESS), () -> JVM)).isEqualTo(PROCESS);
    }

    /** The JDK's start time of a process that was started two days after its machine. */
    @Test
    void isThatOfTheJvmWhereTheJdkCountsFrom1970() {
        Instant told = Instant.parse("1970-01-03T00:00:00Z");
        assertThat(ProcessStart.of(Optional.of(told), () -> JVM)).isEqualTo(JVM);
    }

    @Test
    void isThatOfTheJvmWhereTheProcessIsNotKnown() {
        assertThat(ProcessStart.of(Optional.empty(), () -> JVM)).isEqualTo(JVM);
    }
}
