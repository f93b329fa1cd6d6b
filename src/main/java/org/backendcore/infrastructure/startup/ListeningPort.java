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
    /**
     * Set at the first deployment of a process. A later one, after a change in dev mode, finds the port open by its own
     * server, whether the first one succeeded or not.
     */
    private static final String DEPLOYED_BEFORE = "org.backendcore.deployed-before";

    private final boolean firstDeployment = System.setProperty(DEPLOYED_BEFORE, "true") == null;

    void tryToOpen(Settings.Http http) {
        if (!http.opensLast() || !firstDeployment) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(http.host(), http.port()));
        } catch (IOException exception) {
            System.clearProperty(DEPLOYED_BEFORE);
            throw new PortInUseException(http, exception);
        }
    }
}
