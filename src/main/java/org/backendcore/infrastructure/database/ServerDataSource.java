package org.backendcore.infrastructure.database;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** The data sources that the server's configuration defines. */
public final class ServerDataSource {
    /** For requests: short limits. */
    public static final String JNDI_NAME = "jdbc/app";

    /** For a start that migrates: the same database without the request limits, which would cut a migration off. */
    public static final String MIGRATIONS = "jdbc/migrations";

    /** For checking whether the database answers: one connection, independent of the requests. */
    public static final String WATCH = "jdbc/watch";

    private ServerDataSource() {}

    /**
     * Used if the look-up fails, and if the first connection does: the servers detect a missing driver at different
     * times.
     */
    static String noConnection(String name) {
        return "the server cannot create a connection for its data source '%s': check DB_URL, and that the JDBC driver is where the server's configuration expects it"
                .formatted(name);
    }

    /**
     * Looks the data source up; does not connect.
     *
     * @throws DatabaseException if the server has none or cannot create it, for example because the driver is missing
     */
    @SuppressWarnings("BanJNDI") // The name is a constant, and the result is the server's own data source.
    public static DataSource lookUp(String name) {
        try {
            return (DataSource) new InitialContext().lookup(name);
        } catch (NamingException | ClassCastException exception) {
            throw DatabaseException.wrong(noConnection(name));
        }
    }
}
