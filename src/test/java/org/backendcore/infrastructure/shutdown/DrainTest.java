package org.backendcore.infrastructure.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limits of a drain, which take too long on real servers; the rest is in StopContractIT. */
@Timeout(30)
final class DrainTest {
    private static final Duration NONE = Duration.ZERO;
    private static final Duration FOREVER = Duration.ofDays(1);

    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    private Drain drain(Duration time, Duration bound) {
        return new Drain(time, bound, exit::complete);
    }

    @Test
    void servesFromTheOpeningToTheSignal() {
        Drain drain = drain(FOREVER, NONE);
        assertThat(drain.serving()).isFalse();
        drain.open();
        assertThat(drain.serving()).isTrue();
        drain.begin();
        assertThat(drain.serving()).isFalse();
        assertThat(exit).isNotDone();
    }

    @Test
    void endsWhenTheLastRequestIsAnswered() throws Exception {
        Drain drain = drain(NONE, FOREVER);
        Drain.Request first = drain.request();
        Drain.Request second = drain.request();
        drain.begin();
        first.close();
        assertThat(exit).isNotDone();
        second.close();
        assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(143);
    }

    @Test
    void givesUpARequestThatDoesNotEnd() throws Exception {
        Drain drain = drain(NONE, Duration.ofMillis(50));
        try (Drain.Request request = drain.request()) {
            drain.begin();
            assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(143);
            assertThat(request.counter()).hasValue(1);
        }
    }

    @Test
    void waitsForNobodyWhoCameAfterTheDrain() throws Exception {
        Drain drain = drain(NONE, FOREVER);
        try (Drain.Request before = drain.request()) {
            drain.begin();
            Drain.Request late = drain.request();
            while (late.counter() == before.counter()) {
                late.close();
                late = drain.request();
            }
        }
        assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(143);
    }
}
