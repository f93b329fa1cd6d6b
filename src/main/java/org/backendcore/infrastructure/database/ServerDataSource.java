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
            throw DatabaseException.wrong(ConnectionFailure.NO_CONNECTION.replace(JNDI_NAME, name));
        }
    }
}
