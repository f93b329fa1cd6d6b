package org.backendcore.infrastructure.postgresql;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL's data source, with connections that are taken for dead when they have not answered {@link Connection#isValid} within
 * 1 s. Payara's pool asks that with the limit of a statement, 10 s, and asks its dead connections one after the other. And with the
 * SQLSTATE in the text of a commit that failed.
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

    /** Payara 7.2026.11 passes on nothing but the text of a commit that failed (ConnectorXAResource). */
    private static SQLException withItsState(SQLException failure) {
        return new SQLException(
                "%s (SQLSTATE %s)".formatted(failure.getMessage(), failure.getSQLState()),
                failure.getSQLState(),
                failure.getErrorCode(),
                failure);
    }
}
