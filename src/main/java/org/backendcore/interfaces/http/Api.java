package org.backendcore.interfaces.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The REST API: every class with {@code @Path} or {@code @Provider} in the WAR is part of it. */
// Not final: Open Liberty makes a proxy of it.
@ApplicationPath("/api")
public class Api extends Application {

    /** Payara's Jersey would describe every resource to everybody. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
