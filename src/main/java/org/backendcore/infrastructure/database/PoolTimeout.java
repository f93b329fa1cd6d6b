package org.backendcore.infrastructure.database;

import java.sql.SQLTransientConnectionException;
import java.util.List;

/**
 * How each server reports that its pool had no connection in time, and our queue that too many requests are waiting.
 */
final class PoolTimeout {
    /** Payara's exception has no SQLSTATE, and the WAR cannot load its class. Open Liberty's is a JDBC exception. */
    private static final String OF_PAYARA = "com.sun.appserv.connectors.internal.api.PoolingException";

    private PoolTimeout() {}

    /**
     * On Payara only the last link of the chain counts: a failure with another reason has that reason as its cause.
     */
    static boolean isIn(List<Throwable> chain) {
        return chain.get(chain.size() - 1).getClass().getName().equals(OF_PAYARA)
                || chain.stream().anyMatch(SQLTransientConnectionException.class::isInstance);
    }
}
