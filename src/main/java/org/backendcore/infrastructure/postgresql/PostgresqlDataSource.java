package org.backendcore.infrastructure.postgresql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL's data source, with two changes. A connection counts as dead if it has not answered
 * {@link Connection#isValid} within 1 s; Payara's pool uses the limit of a statement, 10 s, and checks its dead
 * connections one after the other. The text of a failed commit contains the SQLSTATE.
 */
public final class PostgresqlDataSource extends PGSimpleDataSource {
    private static final long serialVersionUID = 1;
    private static final int ANSWER_SECONDS = 1;

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        return prompt(super.getConnection(user, password));
    }

    static Connection prompt(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                PostgresqlDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "isValid" -> connection.isValid(ANSWER_SECONDS);
                    case "equals" -> proxy == arguments[0];
                    default -> invoke(connection, method, arguments);
                });
    }

    private static @Nullable Object invoke(Connection connection, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException exception) {
            throw method.getName().equals("commit") && exception.getTargetException() instanceof SQLException failure
                    ? withItsState(failure)
                    : exception.getTargetException();
        }
    }

    /** Payara 7.2026.11 passes on only the text of a failed commit (ConnectorXAResource). */
    private static SQLException withItsState(SQLException failure) {
        return new SQLException(
                "%s (SQLSTATE %s)".formatted(failure.getMessage(), failure.getSQLState()),
                failure.getSQLState(),
                failure.getErrorCode(),
                failure);
    }
}
