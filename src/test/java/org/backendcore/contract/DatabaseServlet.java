package org.backendcore.contract;

import jakarta.annotation.Resource;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;

/** What requests do with the pool, well and badly; in test WARs only. */
@WebServlet(urlPatterns = "/test/*", asyncSupported = true)
public final class DatabaseServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Resource(lookup = "jdbc/app")
    private transient DataSource dataSource;

    private final transient Queue<Connection> leaked = new ConcurrentLinkedQueue<>();

    /** The path is what to do; 200 with the result, or 500 with the SQLSTATE. With a query, in a task of its own. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = String.valueOf(request.getPathInfo());
        if (request.getQueryString() == null) {
            answer(path, response);
            return;
        }
        AsyncContext context = request.startAsync();
        context.start(() -> {
            try {
                answer(path, response);
            } catch (IOException exception) {
                throw new UncheckedIOException(exception);
            } finally {
                context.complete();
            }
        });
    }

    private void answer(String path, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        try {
            response.getWriter().print(act(path));
        } catch (SQLException exception) {
            response.setStatus(500);
            response.getWriter().print(sqlState(exception));
        }
    }

    private String act(String path) throws SQLException {
        return switch (path) {
            case "/query" -> query("SELECT 1");
            case "/hold" -> query("SELECT pg_sleep(6)");
            case "/too-long" -> query("SELECT pg_sleep(60)");
            case "/tenant" -> query("SELECT string_agg(name, ',' ORDER BY name) FROM later_notes");
            case "/disable-security" -> query("ALTER TABLE later_notes DISABLE ROW LEVEL SECURITY");
            case "/forge" -> query("DELETE FROM flyway_schema_history");
            case "/create" -> query("CREATE TABLE mine (id INT)");
            case "/session" ->
                query(
                        "SELECT concat_ws(', ', current_database(), current_schema(), current_setting('application_name'), current_setting('work_mem'))");
            case "/leak" -> leak();
            case "/return" -> giveBack();
            default -> throw new IllegalArgumentException(path);
        };
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute(sql) ? first(statement.getResultSet()) : "";
        }
    }

    private static String first(ResultSet result) throws SQLException {
        return result.next() ? String.valueOf(result.getString(1)) : "";
    }

    private String leak() throws SQLException {
        leaked.add(dataSource.getConnection());
        return "";
    }

    private String giveBack() throws SQLException {
        while (!leaked.isEmpty()) {
            leaked.remove().close();
        }
        return "";
    }

    private static String sqlState(SQLException exception) {
        String state = String.valueOf(exception.getSQLState());
        for (Throwable link = exception; link != null; link = link.getCause()) {
            if (link instanceof SQLException cause && cause.getSQLState() != null) {
                state = cause.getSQLState();
            }
        }
        return state;
    }
}
