package org.backendcore.infrastructure.database;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** The data sources that the server's configuration defines. */
public final class ServerDataSource {
    /** For requests: short limits. */
    public static final String JNDI_NAME = "jdbc/app";

    /** For a start that migrates: the same database, without the limits of requests, which would cut a migration off. */
    public static final String MIGRATIONS = "jdbc/migrations";

    /** For the question whether the database answers: one connection, whatever the requests do. */
    public static final String WATCH = "jdbc/watch";

    private ServerDataSource() {}

    /** Said when the look-up fails, and when the first connection does: the servers find a missing driver at different times. */
    static String noConnection(String name) {
        return "the server cannot make a connection for its data source '%s': check DB_URL, and that the JDBC driver is where the server's configuration says"
                .formatted(name);
    }

    /**
     * Looks the data source up; it does not connect.
     *
     * @throws DatabaseException when the server has none, or cannot make it, for example because the driver is missing
     */
    @SuppressWarnings("BanJNDI") // The name is a constant, and the server's own data source is what answers.
    public static DataSource lookUp(String name) {
        try {
            return (DataSource) new InitialContext().lookup(name);
        } catch (NamingException | ClassCastException exception) {
            throw DatabaseException.wrong(noConnection(name));
        }
    }
}
