package org.backendcore.contract;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Catches nothing of what the database does to a request; in test WARs only. The path is the way to it, the query what to do. */
@WebServlet(urlPatterns = "/overload/*", asyncSupported = true)
public final class OverloadServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Inject
    private transient OverloadWork work;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String todo = request.getParameter("todo");
        if (String.valueOf(request.getPathInfo()).equals("/late")) {
            response.getWriter().print("begun");
            response.flushBuffer();
            act("jdbc", todo);
        } else if (String.valueOf(request.getPathInfo()).equals("/dispatched")) {
            request.startAsync().dispatch("/overload/jdbc");
        } else {
            act(String.valueOf(request.getPathInfo()).substring(1), todo);
            response.getWriter().print("done");
        }
    }

    private void act(String way, String todo) throws ServletException {
        try {
            work.act(way, todo);
        } catch (RuntimeException exception) {
            throw exception;
        } catch (Exception exception) {
            throw new ServletException(exception);
        }
    }
}
