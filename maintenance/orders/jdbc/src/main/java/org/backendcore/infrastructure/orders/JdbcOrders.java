package org.backendcore.infrastructure.orders;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.backendcore.domain.orders.Order;
import org.backendcore.domain.orders.OrderChangedException;
import org.backendcore.domain.orders.OrderLine;
import org.backendcore.domain.orders.OrderState;
import org.backendcore.domain.orders.OrderSummary;
import org.backendcore.domain.orders.Orders;

/** Stores orders with JDBC, in the caller's transaction. */
@ApplicationScoped
public class JdbcOrders implements Orders {
    @Resource(lookup = "jdbc/app")
    private DataSource dataSource;

    @Override
    public long add(String customer, Instant placed, List<OrderLine> lines) {
        try (Connection connection = dataSource.getConnection()) {
            long id = insert(connection, customer, placed);
            insert(connection, id, lines);
            return id;
        } catch (SQLException exception) {
            throw failure(exception);
        }
    }

    private static long insert(Connection connection, String customer, Instant placed) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO orders (version, customer, state, placed) VALUES (1, ?, ?, ?)", new String[] {"id"})) {
            statement.setString(1, customer);
            statement.setString(2, OrderState.PLACED.name());
            statement.setObject(3, placed.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    private static void insert(Connection connection, long id, List<OrderLine> lines) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO order_line (order_id, position, article, quantity) VALUES (?, ?, ?, ?)")) {
            for (int position = 0; position < lines.size(); position++) {
                statement.setLong(1, id);
                statement.setInt(2, position);
                statement.setString(3, lines.get(position).article());
                statement.setInt(4, lines.get(position).quantity());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    @Override
    public Optional<Order> find(long id) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT version, customer, state, placed FROM orders WHERE id = ?")) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Order(
                                id,
                                rows.getInt(1),
                                rows.getString(2),
                                OrderState.valueOf(rows.getString(3)),
                                instant(rows, 4),
                                lines(connection, id)))
                        : Optional.empty();
            }
        } catch (SQLException exception) {
            throw failure(exception);
        }
    }

    private static List<OrderLine> lines(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT article, quantity FROM order_line WHERE order_id = ? ORDER BY position")) {
            statement.setLong(1, id);
            List<OrderLine> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(new OrderLine(rows.getString(1), rows.getInt(2)));
                }
            }
            return List.copyOf(lines);
        }
    }

    @Override
    public List<OrderSummary> page(long after, int most) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT id, customer, state, placed FROM orders WHERE id > ? ORDER BY id LIMIT ?")) {
            statement.setLong(1, after);
            statement.setInt(2, most);
            List<OrderSummary> page = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    page.add(new OrderSummary(
                            rows.getLong(1),
                            rows.getString(2),
                            OrderState.valueOf(rows.getString(3)),
                            instant(rows, 4)));
                }
            }
            return List.copyOf(page);
        } catch (SQLException exception) {
            throw failure(exception);
        }
    }

    @Override
    public void change(long id, int version, OrderState state) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "UPDATE orders SET state = ?, version = version + 1 WHERE id = ? AND version = ?")) {
            statement.setString(1, state.name());
            statement.setLong(2, id);
            statement.setInt(3, version);
            if (statement.executeUpdate() == 0) {
                throw new OrderChangedException();
            }
        } catch (SQLException exception) {
            throw failure(exception);
        }
    }

    @Override
    public int expire(Instant before, int most) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        UPDATE orders SET state = 'EXPIRED', version = version + 1 WHERE state = 'PLACED' AND id IN
                        (SELECT id FROM orders WHERE state = 'PLACED' AND placed < ? ORDER BY placed LIMIT ?)""")) {
            statement.setObject(1, before.atOffset(ZoneOffset.UTC));
            statement.setInt(2, most);
            return statement.executeUpdate();
        } catch (SQLException exception) {
            throw failure(exception);
        }
    }

    @Override
    public boolean attach(long id, byte[] slip) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("UPDATE orders SET slip = ? WHERE id = ?")) {
            statement.setBytes(1, slip);
            statement.setLong(2, id);
            return statement.executeUpdate() == 1;
        } catch (SQLException exception) {
            throw failure(exception);
        }
    }

    @Override
    public Optional<byte[]> slip(long id) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT slip FROM orders WHERE id = ?")) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.ofNullable(rows.getBytes(1)) : Optional.empty();
            }
        } catch (SQLException exception) {
            throw failure(exception);
        }
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Its cause is what makes a 503 of a database that is away. */
    private static IllegalStateException failure(SQLException cause) {
        return new IllegalStateException("orders cannot be read or written", cause);
    }
}
