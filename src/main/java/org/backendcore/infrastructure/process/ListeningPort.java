package org.backendcore.infrastructure.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

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
     * @throws RefusedStart when somebody else has it
     */
    public static void tryToOpen(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException exception) {
            throw RefusedStart.portInUse(host, port, exception);
        }
    }

    /** Whether this process has deployed nothing before; false after a change in dev mode. */
    public boolean isFirstDeployment() {
        return firstDeployment;
    }

    /** The same from within a server that has not opened it yet. */
    public void tryBeforeTheServer(String host, int port) {
        if (!firstDeployment) {
            return;
        }
        try {
            tryToOpen(host, port);
        } catch (RefusedStart refused) {
            System.clearProperty(DEPLOYED_BEFORE);
            throw refused;
        }
    }
}
