package org.backendcore.infrastructure.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;

/** On a real connection, from H2, because a unit test starts no server. */
final class PostgresqlDataSourceTest {
    private final List<Object> limits = new ArrayList<>();

    @Test
    void waitsASecondForTheAnswerOfAConnection() throws SQLException {
        try (Connection connection = PostgresqlDataSource.prompt(listened())) {
            assertThat(connection.isValid(10)).isTrue();
            assertThat(limits).containsExactly(1);
        }
    }

    @Test
    void isTheConnectionInAllElse() throws SQLException {
        try (Connection real = h2();
                Connection connection = PostgresqlDataSource.prompt(real)) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("H2");
            assertThat(connection.unwrap(JdbcConnection.class)).isSameAs(real);
            assertThat(List.of(connection)).contains(connection).doesNotContain(real);
            assertThatThrownBy(() -> connection.prepareStatement("NONSENSE"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("NONSENSE");
            connection.close();
            assertThat(real.isClosed()).isTrue();
        }
    }

    private static Connection h2() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:mem:");
    }

    /** A connection that records the time limit of its validity check. */
    private Connection listened() throws SQLException {
        Connection connection = h2();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("isValid")) {
                        limits.add(arguments[0]);
                    }
                    return method.invoke(connection, arguments);
                });
    }
}
