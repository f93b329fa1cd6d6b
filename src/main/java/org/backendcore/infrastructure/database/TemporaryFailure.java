package org.backendcore.infrastructure.database;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;

/**
 * Why a request failed on the database but may succeed a moment later, derived from the whole exception chain, because
 * JTA, Jakarta Persistence and the pools wrap the driver's exception.
 *
 * @param reason for an operator
 */
public record TemporaryFailure(String reason) {
    private static final TemporaryFailure POOL = new TemporaryFailure("the pool had no connection for it in time");

    /** Refused by {@code PoolQueue}, which does not wait. */
    private static final TemporaryFailure QUEUE =
            new TemporaryFailure("the queue for a connection of the pool is full (DB_POOL_MAX_WAITING)");

    /** The suffix that {@code PostgresqlDataSource} adds: for a failed commit, Payara keeps only the text. */
    private static final Pattern OF_A_COMMIT = Pattern.compile("\\(SQLSTATE ([0-9A-Z]{5})\\)");

    /**
     * Empty for a fault, and for an {@link Error} that a driver has wrapped: a lack of memory in this JVM is not the
     * database's failure.
     */
    public static Optional<TemporaryFailure> in(Throwable thrown) {
        // A failed call of something else is not a database failure.
        List<Throwable> chain = ConnectionFailure.chain(thrown).stream()
                .dropWhile(link -> !(link instanceof SQLException || link instanceof XAException))
                .toList();
        if (chain.isEmpty()
                || chain.stream().anyMatch(link -> link instanceof Error || isOfACodeThatUsesWhatIsClosed(link))) {
            return Optional.empty();
        }
        if (PoolTimeout.isIn(chain)) {
            return Optional.of(isOfTheQueue(chain) ? QUEUE : POOL);
        }
        return of(ConnectionFailure.of(chain.get(0)))
                .or(() -> chain.stream()
                        .flatMap(TemporaryFailure::stateOfACommit)
                        .flatMap(state -> TemporaryState.of(state).stream())
                        .findFirst()
                        .map(state -> new TemporaryFailure(state.description())));
    }

    /**
     * Thrown by Open Liberty for a closed connection, statement or result; the driver does not use this exception for a
     * lost connection.
     */
    private static boolean isOfACodeThatUsesWhatIsClosed(Throwable link) {
        return link instanceof SQLRecoverableException closed
                && TemporaryState.LOST.sqlState().equals(closed.getSQLState())
                && closed.getCause() == null;
    }

    private static boolean isOfTheQueue(List<Throwable> chain) {
        return chain.stream()
                .anyMatch(link -> link instanceof SQLTransientConnectionException refused
                        && TemporaryState.FULL.sqlState().equals(refused.getSQLState()));
    }

    private static Optional<TemporaryFailure> of(ConnectionFailure failure) {
        if (failure.tls()) {
            return Optional.empty();
        }
        if (failure.temporary()) {
            return Optional.of(new TemporaryFailure(failure.advice()));
        }
        return failure.sqlState().flatMap(TemporaryState::of).map(state -> new TemporaryFailure(state.description()));
    }

    private static Stream<String> stateOfACommit(Throwable link) {
        return link instanceof XAException
                ? OF_A_COMMIT
                        .matcher(String.valueOf(link.getMessage()))
                        .results()
                        .map(found -> found.group(1))
                        .reduce((earlier, last) -> last)
                        .stream()
                : Stream.empty();
    }
}
