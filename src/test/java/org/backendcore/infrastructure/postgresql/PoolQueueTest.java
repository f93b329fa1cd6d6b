package org.backendcore.infrastructure.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PoolQueueTest {
    private static final int MOST = 200;

    private int inUse;
    private final PoolQueue queue = new PoolQueue(() -> new PoolUse(inUse, MOST));

    private void enter(int times, boolean full) throws SQLTransientConnectionException {
        inUse = full ? MOST : MOST - 1;
        for (int each = 0; each < times; each++) {
            queue.enter();
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
    void knowsHowManyHaveBeenInUseSinceAMoment() throws SQLException {
        try (Connection before = DriverManager.getConnection("jdbc:h2:mem:");
                Connection first = DriverManager.getConnection("jdbc:h2:mem:");
                Connection second = DriverManager.getConnection("jdbc:h2:mem:")) {
            queue.give(before);
            long moment = System.nanoTime();
            inUse = 3;
            assertThat(queue.countInUseSince(moment)).isEqualTo(3);
            queue.give(first);
            queue.give(second);
            assertThat(queue.countInUseSince(moment)).isOne();
            first.close();
            // Its transaction still has it.
            assertThat(queue.countInUseSince(moment)).isEqualTo(2);
            inUse = 2;
            assertThat(queue.countInUseSince(moment)).isOne();
            assertThat(queue.countInUseSince(System.nanoTime())).isEqualTo(2);
            // As if the server had taken it back without closing the handle.
            inUse = 0;
            assertThat(queue.countInUseSince(moment)).isZero();
        }
        assertThat(queue.getGiven()).isEqualTo(3);
    }

    @Test
    void refusesNobodyWhenItCannotTell() throws SQLTransientConnectionException {
        PoolQueue unknown = new PoolQueue(() -> {
            throw new IllegalStateException("another version of the server");
        });
        unknown.setMaxWaiting(1);
        unknown.enter();
        unknown.enter();
        assertThat(unknown.getWaiting()).isEqualTo(2);
        assertThat(unknown.getRefused()).isZero();
    }
}
