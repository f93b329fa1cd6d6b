package org.backendcore.infrastructure.startup;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Makes {@link Started} the last: servlets of web.xml come before those with annotations that ask for the same place. */
public final class StartedListener implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        event.getServletContext().addServlet("started", Started.class).setLoadOnStartup(Integer.MAX_VALUE);
    }
}
