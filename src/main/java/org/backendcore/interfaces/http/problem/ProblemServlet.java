package org.backendcore.interfaces.http.problem;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.backendcore.interfaces.http.request.Exchange;

/**
 * The default servlet, which answers every unmapped path with a 404, and the error page, which gives every error of the
 * container the same body. No files are served.
 */
public final class ProblemServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    /** Handles every method. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        Exchange exchange = Exchange.of(request);
        exchange.prepare(response);
        new Problem(status(request), exchange.id()).sendIfPossible(response);
    }

    private static int status(HttpServletRequest request) {
        boolean error = request.getDispatcherType() == DispatcherType.ERROR;
        return error && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? status
                : HttpServletResponse.SC_NOT_FOUND;
    }
}
