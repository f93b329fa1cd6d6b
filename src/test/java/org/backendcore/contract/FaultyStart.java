package org.backendcore.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** What an application is made of, each of which fails while it is initialized; in test WARs only, one at a time. */
public final class FaultyStart {
    private FaultyStart() {}

    @WebListener
    public static final class Listener implements ServletContextListener {

        @Override
        public void contextInitialized(ServletContextEvent event) {
            throw new IllegalStateException(FaultyServlet.INSIDE);
        }
    }

    /** Such as one that lets in whoever may come in: without it, everybody may. */
    @WebFilter(urlPatterns = "/faulty/*", asyncSupported = true)
    public static final class Filter extends HttpFilter {
        private static final long serialVersionUID = 1;

        @Override
        public void init(FilterConfig config) {
            throw new IllegalStateException(FaultyServlet.INSIDE);
        }
    }

    /** As late as a servlet can ask to be. */
    @WebServlet(urlPatterns = "/late", loadOnStartup = Integer.MAX_VALUE)
    public static final class Servlet extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        public void init() {
            throw new NoClassDefFoundError(FaultyServlet.INSIDE);
        }
    }

    /** Of the REST API: as {@link Filter}, but a server could also make it for the first request. */
    @Provider
    public static class RestFilter implements ContainerRequestFilter {
        public RestFilter() {
            throw new IllegalStateException(FaultyServlet.INSIDE);
        }

        @Override
        public void filter(ContainerRequestContext context) {
            throw new IllegalStateException(FaultyServlet.INSIDE);
        }
    }

    /** For which there are filters: a server may make none where there is no resource. */
    @Path("/started")
    public static class Resource {
        @GET
        public String get() {
            return "";
        }
    }

    @Dependent
    public static class Observer {
        void begin(@Observes @Initialized(ApplicationScoped.class) Object event) {
            throw new IllegalStateException(FaultyServlet.INSIDE);
        }
    }
}
