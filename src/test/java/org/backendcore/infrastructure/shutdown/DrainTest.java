package org.backendcore.infrastructure.shutdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.backendcore.testkit.Await;
import org.junit.jupiter.api.Test;

/** The limits of a drain, which take too long on real servers; StopContractIT tests the rest. */
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
    }

    @Test
    void endsWhenTheLastRequestIsAnswered() throws Exception {
        Drain drain = drain(NONE, FOREVER);
        Drain.Request first = drain.request();
        Drain.Request second = drain.request();
        drain.begin();
        first.close();
        assertThatThrownBy(() -> exit.get(100, TimeUnit.MILLISECONDS))
                .as("it waits for the second")
                .isInstanceOf(TimeoutException.class);
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
            Await.until("the drain is over", () -> {
                Drain.Request late = drain.request();
                if (late.counter() == before.counter()) {
                    late.close();
                    return false;
                }
                return true;
            });
        }
        assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(143);
    }
}
