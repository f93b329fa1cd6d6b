package org.backendcore.infrastructure.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLTransientConnectionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PoolQueueTest {
    private final PoolQueue queue = new PoolQueue();

    private void enter(int times, boolean full) throws SQLTransientConnectionException {
        for (int each = 0; each < times; each++) {
            queue.enter(() -> full);
        }
    }

    @Test
    void hasNoEndWithoutABound() throws SQLTransientConnectionException {
        enter(1000, true);
        assertThat(queue.getWaiting()).isEqualTo(1000);
    }

    @Test
    void refusesWhoComesWhenItIsFull() throws SQLTransientConnectionException {
        queue.setMaxWaiting(2);
        enter(2, true);
        assertThatThrownBy(() -> enter(1, true))
                .isInstanceOf(SQLTransientConnectionException.class)
                .hasMessage("as many requests wait for a connection of the pool as may (DB_POOL_MAX_WAITING)")
                .extracting("SQLState")
                .isEqualTo("53300");
        assertThat(queue.getRefused()).isEqualTo(1);
        queue.leave();
        enter(1, true);
        assertThat(queue.getWaiting()).isEqualTo(2);
    }

    /** Many at once, while the pool has some for them. */
    @Test
    void refusesNobodyWhileThePoolHasSome() throws SQLTransientConnectionException {
        queue.setMaxWaiting(2);
        enter(100, false);
        assertThat(queue.getRefused()).isZero();
        IntStream.range(0, 100).forEach(each -> queue.leave());
        assertThat(queue.getWaiting()).isZero();
    }
}
