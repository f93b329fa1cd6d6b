package org.backendcore.contract;

import jakarta.annotation.Resource;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;

/** Requests that have a connection for as many milliseconds as the path says, or do not give it back; in test WARs only. */
@WebServlet("/busy/*")
public final class BusyServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final double MILLISECONDS = 1000;

    @Resource(lookup = "jdbc/app")
    private transient DataSource dataSource;

    @Resource
    private transient UserTransaction transaction;

    private final transient Queue<Connection> leaked = new ConcurrentLinkedQueue<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = String.valueOf(request.getPathInfo()).substring(1);
        try {
            switch (path) {
                case "leak" -> leak();
                case "return" -> giveBack();
                case "twice" -> inATransaction();
                default -> hold(Integer.parseInt(path));
            }
        } catch (SQLException exception) {
            throw new ServletException(exception);
        }
        response.setContentType("text/plain");
        response.getWriter().print(path);
    }

    /** Two use cases of one transaction, each with a connection of its own to look at. */
    private void inATransaction() throws SQLException, ServletException {
        try {
            transaction.begin();
            try {
                hold(1000);
                holdOnceMore();
            } finally {
                transaction.commit();
            }
        } catch (NotSupportedException
                | SystemException
                | RollbackException
                | HeuristicMixedException
                | HeuristicRollbackException exception) {
            throw new ServletException(exception);
        }
    }

    private void holdOnceMore() {
        try {
            hold(0);
        } catch (SQLException failure) {
            // Without it as the cause, this is no answer for the moment, but a fault.
            throw new IllegalStateException("a transaction that had a connection gets none");
        }
    }

    private void hold(int milliseconds) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT pg_sleep(?)")) {
            statement.setDouble(1, milliseconds / MILLISECONDS);
            statement.execute();
        }
    }

    /** In a thread of its own, because Open Liberty takes back what a request has left open. */
    private void leak() {
        Thread thread = new Thread(() -> {
            try {
                leaked.add(dataSource.getConnection());
            } catch (SQLException exception) {
                throw new IllegalStateException(exception);
            }
        });
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveBack() throws SQLException {
        while (!leaked.isEmpty()) {
            leaked.remove().close();
        }
    }
}
