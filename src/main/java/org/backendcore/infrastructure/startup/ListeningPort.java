package org.backendcore.infrastructure.startup;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.backendcore.infrastructure.settings.Settings;

/**
 * The server's port, tried before the server opens it: Open Liberty only logs that it is taken (CWWKO0221E), says that it is
 * ready, and answers nobody; Payara Micro ends, but with the exit code 0.
 */
public final class ListeningPort {
    /**
     * Set at the first deployment of a process. A later one, after a change in dev mode, finds the port open by its own
     * server, whether the first one succeeded or not.
     */
    private static final String DEPLOYED_BEFORE = "org.backendcore.deployed-before";

    private final boolean firstDeployment = System.setProperty(DEPLOYED_BEFORE, "true") == null;

    /**
     * Opens the port and closes it again.
     *
     * @throws RefusedException when somebody else has it
     */
    public static void tryToOpen(Settings.Http http) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(http.host(), http.port()));
        } catch (IOException exception) {
            throw RefusedException.portInUse(http, exception);
        }
    }

    /** Whether this process has deployed nothing before; false after a change in dev mode. */
    boolean isFirstDeployment() {
        return firstDeployment;
    }

    /** The same from within the server, where that has not opened it yet. */
    void tryBeforeTheServer(Settings.Http http) {
        if (!http.portOpensLast() || !firstDeployment) {
            return;
        }
        try {
            tryToOpen(http);
        } catch (RefusedException refused) {
            System.clearProperty(DEPLOYED_BEFORE);
            throw refused;
        }
    }
}
