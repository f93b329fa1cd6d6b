package org.backendcore.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Unused ports. */
public final class FreePort {
    /** Below the range for outgoing connections, so that none of those takes the port meanwhile. */
    private static final int FIRST = 20_000;

    private static final int LAST = 29_999;

    private FreePort() {}

    public static int find() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // Tries another one.
            }
        }
    }
}
