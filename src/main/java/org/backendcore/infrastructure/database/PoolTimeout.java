package org.backendcore.infrastructure.database;

import java.sql.SQLTransientConnectionException;
import java.util.List;

/** How each server says that its pool had no connection in time, and our queue that too many wait for it. */
final class PoolTimeout {
    /** Payara's, without an SQLSTATE; the WAR does not see the class. Open Liberty's is one of JDBC's. */
    private static final String OF_PAYARA = "com.sun.appserv.connectors.internal.api.PoolingException";

    private PoolTimeout() {}

    /** On Payara by the last of the chain: what failed for another reason has that reason behind it. */
    static boolean isIn(List<Throwable> chain) {
        return chain.get(chain.size() - 1).getClass().getName().equals(OF_PAYARA)
                || chain.stream().anyMatch(SQLTransientConnectionException.class::isInstance);
    }
}
