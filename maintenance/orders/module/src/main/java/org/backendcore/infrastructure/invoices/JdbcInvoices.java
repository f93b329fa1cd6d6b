package org.backendcore.infrastructure.invoices;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.backendcore.domain.invoices.Invoice;
import org.backendcore.domain.invoices.Invoices;

/** Stores invoices with JDBC. */
@ApplicationScoped
public class JdbcInvoices implements Invoices {
    @Resource(lookup = "jdbc/app")
    private DataSource dataSource;

    @Override
    public void add(Invoice invoice) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        INSERT INTO invoice (order_id, seller, customer, articles) SELECT ?, ?, ?, ?
                        WHERE NOT EXISTS (SELECT 1 FROM invoice WHERE order_id = ?)""")) {
            statement.setLong(1, invoice.order());
            statement.setString(2, invoice.seller());
            statement.setString(3, invoice.customer());
            statement.setInt(4, invoice.articles());
            statement.setLong(5, invoice.order());
            statement.executeUpdate();
        } catch (SQLException exception) {
            throw new IllegalStateException("an invoice cannot be written", exception);
        }
    }

    @Override
    public Optional<Invoice> find(long order) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT seller, customer, articles FROM invoice WHERE order_id = ?")) {
            statement.setLong(1, order);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Invoice(order, rows.getString(1), rows.getString(2), rows.getInt(3)))
                        : Optional.empty();
            }
        } catch (SQLException exception) {
            throw new IllegalStateException("an invoice cannot be read", exception);
        }
    }
}
