package org.backendcore.infrastructure.database;

import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** How each server says that all connections of its pool are in use; neither has an SQLSTATE for it. */
final class PoolTimeout {
    private static final Set<String> OF_THE_SERVERS = Set.of(
            "com.sun.appserv.connectors.internal.api.PoolingException",
            "com.ibm.websphere.ce.j2c.ConnectionWaitTimeoutException");

    private PoolTimeout() {}

    /** By the last cause: what failed for another reason has that reason there. */
    static boolean isIn(Throwable thrown) {
        Throwable last = thrown;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return last instanceof SQLTransientConnectionException
                || OF_THE_SERVERS.contains(last.getClass().getName());
    }
}
