package org.backendcore.infrastructure.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** As Payara's pool calls it; {@code BusyPoolContractIT} lets it do so. */
final class PayaraWaitQueueTest {
    private final PoolQueue queue = new PoolQueue();
    private final PayaraWaitQueue waiting = new PayaraWaitQueue(queue);

    @Test
    void takesOutTheFirst() {
        assertThat(queue.isFull()).isFalse();
        waiting.addToQueue("first");
        waiting.addToQueue("second");
        assertThat(waiting.peek()).isEqualTo("first");
        assertThat(waiting.remove()).isEqualTo("first");
        assertThat(waiting.getQueueContents()).isEqualTo(List.of("second"));
        assertThat(waiting.getQueueLength()).isEqualTo(1);
        assertThat(queue.isFull()).isTrue();
        assertThat(waiting.removeFromQueue("second")).isTrue();
        assertThat(queue.isFull()).isFalse();
    }
}
