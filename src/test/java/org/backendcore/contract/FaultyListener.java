package org.backendcore.contract;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Fails while the application is initialized; in test WARs only. */
@WebListener
public final class FaultyListener implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        throw new IllegalStateException(FaultyServlet.INSIDE);
    }
}
