package org.backendcore.interfaces.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The REST API: every class in the WAR with {@code @Path} or {@code @Provider} is part of it. */
// Not final: Open Liberty creates a proxy of it.
@ApplicationPath("/api")
public class Api extends Application {

    /** Without this, Payara's Jersey would describe every resource to every client. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
