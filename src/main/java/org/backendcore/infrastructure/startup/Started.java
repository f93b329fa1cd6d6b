package org.backendcore.infrastructure.startup;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.logging.Logger;
import org.backendcore.infrastructure.process.LastWord;
import org.backendcore.infrastructure.shutdown.Drain;

/**
 * The end of a start: the last servlet to be initialized, after all filters. If everything before it succeeded, it
 * opens readiness and writes the last line. It serves no requests.
 */
public final class Started extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOGGER = Logger.getLogger(Started.class.getName());
    private static final double MILLISECONDS = 1000;

    @Inject
    private transient CheckedStart start;

    @Inject
    private transient Drain drain;

    @Inject
    private transient Initialization initialization;

    @Override
    public void init() throws ServletException {
        if (!initialization.complete()) {
            // Makes Payara Micro take the application down.
            throw new ServletException("refused to start; the reason is logged above");
        }
        drain.open();
        double seconds = Duration.between(start.begin(), Instant.now()).toMillis() / MILLISECONDS;
        String line = String.format(
                Locale.ROOT,
                "backend-core %s started in %.1f s: profile '%s', address %s, database %s %s",
                Version.of(getServletContext()),
                seconds,
                start.settings().profile().key(),
                start.settings().http().address(),
                start.database().product(),
                start.database().version());
        LastWord.wanted().filter(LastWord::isFirst).ifPresentOrElse(last -> last.say(() -> LOGGER.info(line)), () -> {
            LastWord.forget();
            LOGGER.info(line);
        });
    }
}
