package org.backendcore.contract;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.logging.Logger;

/** What goes wrong in servlets, and what they log; in test WARs only. The path is what to do. */
@WebServlet(urlPatterns = "/servlet/*", asyncSupported = true)
public final class FaultyServlet extends HttpServlet {
    static final String INSIDE = "inside knowledge";

    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = Logger.getLogger(FaultyServlet.class.getName());
    private static final long SHORT = 200;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (String.valueOf(request.getPathInfo())) {
            case "/throw" -> throw new IllegalStateException(INSIDE);
            case "/throw-text" -> throw new IllegalStateException(request.getParameter("text"));
            case "/writer" -> {
                response.setHeader("ETag", INSIDE);
                response.getWriter().print(INSIDE);
                throw new IllegalStateException(INSIDE);
            }
            case "/late" -> {
                response.getWriter().print("begun");
                response.flushBuffer();
                throw new IllegalStateException(INSIDE);
            }
            case "/async-throw" -> {
                request.startAsync().setTimeout(0);
                throw new IllegalStateException(INSIDE);
            }
            case "/error" -> throw new StackOverflowError(INSIDE);
            case "/send-error" -> response.sendError(HttpServletResponse.SC_CONFLICT, INSIDE);
            case "/async-timeout" -> request.startAsync().setTimeout(SHORT);
            case "/async" -> {
                AsyncContext context = request.startAsync();
                context.start(() -> {
                    LOGGER.info("asynchronous");
                    context.complete();
                });
            }
            // In this thread: from another one, Payara may lose it, see docs/servers.md.
            case "/async-dispatch" -> request.startAsync().dispatch("/servlet/throw");
            case "/log" -> LOGGER.warning(String.valueOf(request.getParameter("text")));
            case "/print" -> System.out.println(request.getParameter("text"));
            case "/address" -> response.getWriter().print(request.getRemoteAddr());
            default -> throw new IllegalArgumentException(request.getPathInfo());
        }
    }

    /** Reads the body, and says how long it was. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long length = request.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        response.getWriter().print("%s bytes".formatted(length).toLowerCase(Locale.ROOT));
    }
}
