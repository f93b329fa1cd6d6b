package org.backendcore.infrastructure.startup;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.backendcore.infrastructure.settings.Settings;

/**
 * Tries the server's port where the server opens it after the application has started. Open Liberty only logs that its port
 * is taken (CWWKO0221E), says that it is ready, and answers nobody.
 */
final class ListeningPort {
    /** Once a process: an application that is deployed again finds the port open, by its own server. */
    private static final String TRIED = "org.backendcore.port-tried";

    private ListeningPort() {}

    static void tryOnce(Settings.Http http) {
        if (!http.opensLast() || System.getProperty(TRIED) != null) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(http.host(), http.port()));
        } catch (IOException exception) {
            throw new PortInUseException(http, exception);
        }
        System.setProperty(TRIED, "true");
    }
}
