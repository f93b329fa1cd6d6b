package org.backendcore.infrastructure.database;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** The data source that the server's configuration defines as {@code jdbc/app}. */
public final class ServerDataSource {
    static final String JNDI_NAME = "jdbc/app";

    private ServerDataSource() {}

    /**
     * Looks the data source up; it does not connect.
     *
     * @throws DatabaseException when the server has none, or cannot make it, for example because the driver is missing
     */
    @SuppressWarnings("BanJNDI") // The name is a constant, and the server's own data source is what answers.
    public static DataSource lookUp() {
        try {
            return (DataSource) new InitialContext().lookup(JNDI_NAME);
        } catch (NamingException | ClassCastException exception) {
            throw DatabaseException.wrong(Refusal.NO_CONNECTION);
        }
    }
}
