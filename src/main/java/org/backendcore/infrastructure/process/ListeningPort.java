package org.backendcore.infrastructure.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Tests the server's port before the server opens it. If the port is taken, Open Liberty only logs that (CWWKO0221E),
 * reports that it is ready, and answers nobody; Payara Micro ends, but with exit code 0.
 */
public final class ListeningPort {
    /**
     * Set at the first deployment of a process. A later one, after a change in dev mode, finds the port opened by its
     * own server, whether or not the first one succeeded.
     */
    private static final String DEPLOYED_BEFORE = "org.backendcore.deployed-before";

    private final boolean firstDeployment = System.setProperty(DEPLOYED_BEFORE, "true") == null;

    /**
     * Opens the port and closes it again.
     *
     * @throws RefusedStart if another process has it
     */
    public static void tryToOpen(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException exception) {
            throw RefusedStart.portInUse(host, port, exception);
        }
    }

    /** Whether this process has deployed nothing yet; false after a change in dev mode. */
    public boolean isFirstDeployment() {
        return firstDeployment;
    }

    /** The same check from within a server that has not opened the port yet. */
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
