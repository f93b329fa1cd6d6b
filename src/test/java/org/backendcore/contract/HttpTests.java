package org.backendcore.contract;

import java.util.Map;
import org.backendcore.servers.Release;

/** The product with what fails on purpose. */
final class HttpTests {
    /** What the tests of requests need besides, and nobody else minds. */
    static final Map<String, String> SETTINGS = Map.of(
            "APP_ALLOWED_HOSTS", "localhost,.example.com", "HTTP_TRUSTED_PROXIES", "127.0.0.9", "LOG_LEVEL", "DEBUG");

    private HttpTests() {}

    static Release create() {
        return Release.with(
                Map.of(), FaultyServlet.class, FaultyFilter.class, FaultyResource.class, FaultyResource.Note.class);
    }
}
