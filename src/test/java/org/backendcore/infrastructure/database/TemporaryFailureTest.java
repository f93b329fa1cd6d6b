package org.backendcore.infrastructure.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TemporaryFailureTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            57P05 | the database has ended an idle connection (SQLSTATE 57P05)
            53100 | the disk of the database is full (SQLSTATE 53100)
            40P01 | the transaction was in a deadlock, and was rolled back (SQLSTATE 40P01)
            25006 | the database, or the transaction, is read-only (SQLSTATE 25006)
            57P01 | the database is shutting down, or has ended the connection (SQLSTATE 57P01)
            """)
    void saysWhatItIs(String sqlState, String reason) {
        SQLException said = new SQLException("x", sqlState);
        assertThat(TemporaryFailure.in(said)).contains(new TemporaryFailure(reason));
        assertThat(TemporaryFailure.in(new IllegalStateException(new SQLException("the pool", said))))
                .contains(new TemporaryFailure(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"08004", "08P01", "22012", "23505", "25P03", "28P01", "3D000", "42P01", "53400", "57014", "57P04"
            })
    void isNoneForAFault(String sqlState) {
        assertThat(TemporaryFailure.in(new IllegalStateException(new SQLException("x", sqlState))))
                .isEmpty();
    }

    @Test
    void isNoneWithoutADatabase() {
        assertThat(TemporaryFailure.in(new IllegalStateException("x"))).isEmpty();
        assertThat(TemporaryFailure.in(new IllegalStateException(new ConnectException("another service"))))
                .isEmpty();
        assertThat(TemporaryFailure.in(new SQLException("no SQLSTATE"))).isEmpty();
    }

    @Test
    void isThatNobodyAnswers() {
        assertThat(TemporaryFailure.in(new SQLException("x", "08006", new EOFException()))
                        .map(TemporaryFailure::reason))
                .contains(
                        "the database does not answer (EOFException): check DB_URL, and that the database is running");
    }

    /** The driver mistakes this JVM's lack of memory for the database's. */
    @Test
    void isNoneForAnErrorOfThisJvm() {
        assertThat(TemporaryFailure.in(new SQLException("x", "53200", new OutOfMemoryError("Java heap space"))))
                .isEmpty();
        assertThat(TemporaryFailure.in(new SQLException("x", "53200"))).isPresent();
    }

    /** Open Liberty throws it for each JDBC object that was closed before. */
    @Test
    void isNoneForCodeThatUsesWhatIsClosed() {
        assertThat(TemporaryFailure.in(new SQLRecoverableException("DSRA9110E", "08003")))
                .isEmpty();
        assertThat(TemporaryFailure.in(new SQLException("This connection has been closed.", "08003")))
                .isPresent();
    }

    /** For example the client's request body, which the driver reads as a parameter. */
    @Test
    void isNoneForAStreamThatFailsWhileTheDriverReadsIt() {
        assertThat(TemporaryFailure.in(new SQLException("x", "22023", new EOFException())))
                .isEmpty();
    }

    @Test
    void isNoneWhenTheConnectionCannotBeMadeSafe() {
        assertThat(TemporaryFailure.in(new SQLException("x", "08006", new SSLHandshakeException("expired"))))
                .isEmpty();
    }

    @Test
    void isAPoolThatGaveNothing() {
        Optional<TemporaryFailure> pool =
                Optional.of(new TemporaryFailure("the pool had no connection for it in time"));
        assertThat(TemporaryFailure.in(new IllegalStateException(new SQLTransientConnectionException("x", "08001"))))
                .isEqualTo(pool);
        assertThat(TemporaryFailure.in(new SQLException("x", new SQLTransientConnectionException("y"))))
                .isEqualTo(pool);
        assertThat(TemporaryFailure.in(new SQLException("x", new SQLTransientConnectionException("y", "53300"))))
                .contains(new TemporaryFailure("the queue for a connection of the pool is full (DB_POOL_MAX_WAITING)"));
    }

    /** Payara passes on only the text, in which PostgresqlDataSource has put the SQLSTATE. */
    @Test
    void readsACommitThatFailed() {
        assertThat(TemporaryFailure.in(
                        new IllegalStateException(new XAException("LocalTransactionException: x (SQLSTATE 40001)"))))
                .contains(new TemporaryFailure(
                        "the transaction conflicted with another one, and was rolled back (SQLSTATE 40001)"));
        assertThat(TemporaryFailure.in(new XAException("LocalTransactionException: x (SQLSTATE 23505)")))
                .isEmpty();
        // Text that comes from a client.
        assertThat(TemporaryFailure.in(new XAException("no name: (SQLSTATE 40001) (SQLSTATE P0001)")))
                .isEmpty();
        assertThat(TemporaryFailure.in(new XAException())).isEmpty();
    }
}
