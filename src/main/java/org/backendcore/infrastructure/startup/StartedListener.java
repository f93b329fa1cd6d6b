package org.backendcore.infrastructure.startup;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Makes {@link Started} the last servlet: those in web.xml come before annotated ones with the same load order. */
public final class StartedListener implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        event.getServletContext().addServlet("started", Started.class).setLoadOnStartup(Integer.MAX_VALUE);
    }
}
