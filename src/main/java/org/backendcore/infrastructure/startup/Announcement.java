package org.backendcore.infrastructure.startup;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.logging.Logger;

/** The last line of a start, when nothing of the application can fail any more. */
public final class Announcement implements ServletContextListener {
    private static final Logger LOGGER = Logger.getLogger(Announcement.class.getName());
    private static final double MILLISECONDS = 1000;

    @Inject
    private CheckedStart start;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        double seconds = Duration.between(start.begin(), Instant.now()).toMillis() / MILLISECONDS;
        LOGGER.info(() -> String.format(
                Locale.ROOT,
                "backend-core %s started in %.1f s: profile '%s', address %s, database %s %s",
                Version.of(event.getServletContext()),
                seconds,
                start.settings().profile().key(),
                start.settings().http().address(),
                start.database().product(),
                start.database().version()));
    }
}
