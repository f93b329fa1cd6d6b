package org.backendcore.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** Extending the message of a failure loses nothing. The suite 'gates' tests the addition itself. */
final class FailureReportTest {
    @Test
    void keepsAComparison() {
        AssertionFailedError failure = new AssertionFailedError("expected: 201", 201, 500);
        AssertionError suppressed = new AssertionError("and another");
        failure.addSuppressed(suppressed);
        assertThat(FailureReport.on("payara-micro", failure))
                .hasMessage("payara-micro: expected: 201")
                .hasSuppressedException(suppressed)
                .isInstanceOfSatisfying(AssertionFailedError.class, amended -> {
                    assertThat(amended.getExpected().getValue()).isEqualTo(201);
                    assertThat(amended.getActual().getValue()).isEqualTo(500);
                    assertThat(amended.getStackTrace()).isEqualTo(failure.getStackTrace());
                });
    }

    @Test
    void keepsAnException() {
        IllegalStateException failure = new IllegalStateException("no answer");
        Error amended = FailureReport.on("payara-micro", failure);
        assertThat(amended)
                .hasMessage("payara-micro: java.lang.IllegalStateException: no answer")
                .hasCause(failure);
        assertThat(amended.getStackTrace()).isEqualTo(failure.getStackTrace());
    }
}
