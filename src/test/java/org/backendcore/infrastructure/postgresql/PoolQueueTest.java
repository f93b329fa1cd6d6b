package org.backendcore.infrastructure.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLTransientConnectionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PoolQueueTest {
    private static final int MOST = 200;

    private final PoolQueue queue = new PoolQueue();

    private void enter(int times, boolean full) throws SQLTransientConnectionException {
        for (int each = 0; each < times; each++) {
            queue.enter(() -> new PoolUse(full ? MOST : MOST - 1, MOST));
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
                .hasMessage("the queue for a connection of the pool is full (DB_POOL_MAX_WAITING)")
                .extracting("SQLState")
                .isEqualTo("53300");
        assertThat(queue.getRefused()).isEqualTo(1);
        queue.leave();
        enter(1, true);
        assertThat(queue.getWaiting()).isEqualTo(2);
    }

    /** Many requests at once, while the pool has connections for them. */
    @Test
    void refusesNobodyWhileThePoolHasSome() throws SQLTransientConnectionException {
        queue.setMaxWaiting(2);
        enter(100, false);
        assertThat(queue.getRefused()).isZero();
        IntStream.range(0, 100).forEach(each -> queue.leave());
        assertThat(queue.getWaiting()).isZero();
    }

    /**
     * Some connections may just be in creation, which Payara does not count as in use: there are no more than the
     * pool's maximum.
     */
    @Test
    void refusesWhoWouldHaveNoneOfTheWholePool() throws SQLTransientConnectionException {
        queue.setMaxWaiting(2);
        enter(2 + MOST, false);
        assertThatThrownBy(() -> enter(1, false)).isInstanceOf(SQLTransientConnectionException.class);
        assertThat(queue.getWaiting()).isEqualTo(2 + MOST);
    }

    @Test
    void refusesNobodyWhenItCannotTell() throws SQLTransientConnectionException {
        queue.setMaxWaiting(1);
        enter(1, true);
        queue.enter(() -> {
            throw new IllegalStateException("another version of the server");
        });
        assertThat(queue.getWaiting()).isEqualTo(2);
        assertThat(queue.getRefused()).isZero();
    }
}
