package org.backendcore.infrastructure.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;

/**
 * Why a request could not have its database, but may a moment later: from the whole chain of what it threw, because JTA, Jakarta
 * Persistence and the pools wrap what the driver says.
 *
 * @param reason for an operator
 */
public record TemporaryFailure(String reason) {
    private static final TemporaryFailure POOL = new TemporaryFailure("the pool had no connection for it in time");

    /** Payara's, the last of its chain when the pool gave no connection in time; the WAR does not see the class. */
    private static final String POOL_OF_PAYARA = "com.sun.appserv.connectors.internal.api.PoolingException";

    /** What {@code PromptDataSource} writes: of a commit that failed, Payara keeps nothing but the text. */
    private static final Pattern OF_A_COMMIT = Pattern.compile("\\(SQLSTATE ([0-9A-Z]{5})\\)");

    /** Empty for a fault. */
    public static Optional<TemporaryFailure> in(Throwable thrown) {
        // A failed call of something else is none of the database.
        List<Throwable> chain = Refusal.chain(thrown).stream()
                .dropWhile(link -> !(link instanceof SQLException || link instanceof XAException))
                .toList();
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        Throwable last = chain.get(chain.size() - 1);
        if (last.getClass().getName().equals(POOL_OF_PAYARA)
                || chain.stream().anyMatch(SQLTransientConnectionException.class::isInstance)) {
            return Optional.of(POOL);
        }
        return of(Refusal.of(chain.get(0)))
                .or(() -> chain.stream()
                        .flatMap(TemporaryFailure::stateOfACommit)
                        .flatMap(state -> TemporaryState.of(state).stream())
                        .findFirst()
                        .map(state -> new TemporaryFailure(state.description())));
    }

    private static Optional<TemporaryFailure> of(Refusal refusal) {
        if (refusal.tls()) {
            return Optional.empty();
        }
        if (refusal.temporary()) {
            return Optional.of(new TemporaryFailure(refusal.advice()));
        }
        return refusal.sqlState().flatMap(TemporaryState::of).map(state -> new TemporaryFailure(state.description()));
    }

    private static Stream<String> stateOfACommit(Throwable link) {
        return link instanceof XAException
                ? OF_A_COMMIT
                        .matcher(String.valueOf(link.getMessage()))
                        .results()
                        .map(found -> found.group(1))
                : Stream.empty();
    }
}
