package org.backendcore.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The wire between a server and its database, which can be cut. Data sent while it is cut is lost silently: neither end
 * sees its connection closed, not even after the wire is mended.
 */
public final class Wire implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final int BUFFER = 8192;

    private final ServerSocket listener;
    private final int target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile boolean whole = true;

    private Wire(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /** From a free port to that one, both on this machine. */
    public static Wire to(int port) throws IOException {
        Wire wire = new Wire(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), port);
        inBackground("wire-accept", wire::accept);
        return wire;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public void cut() {
        whole = false;
        links.forEach(Link::lose);
    }

    /** Lets new connections work from now on. */
    public void mend() {
        whole = true;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        links.forEach(Link::close);
    }

    private void accept() {
        try {
            while (true) {
                Link link = new Link(listener.accept());
                links.add(link);
                if (whole) {
                    join(link);
                } else {
                    link.lose();
                }
            }
        } catch (IOException closed) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException(closed);
            }
        }
    }

    private void join(Link link) {
        try {
            link.join(new Socket(InetAddress.getLoopbackAddress(), target));
        } catch (IOException nobodyListens) {
            link.close();
        }
    }

    private static void inBackground(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection, with both of its ends. */
    private static final class Link implements Closeable {
        private final Socket near;
        private volatile boolean lost;
        private volatile Socket far = new Socket();

        Link(Socket near) {
            this.near = near;
        }

        void join(Socket other) {
            far = other;
            inBackground("wire", () -> pump(near, other));
            inBackground("wire", () -> pump(other, near));
        }

        void lose() {
            lost = true;
        }

        private void pump(Socket from, Socket to) {
            byte[] buffer = new byte[BUFFER];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    if (!lost) {
                        out.write(buffer, 0, length);
                    }
                }
            } catch (IOException ended) {
                // Treated like the end of the stream: the other end must see it, too.
            }
            if (!lost) {
                close();
            }
        }

        @Override
        public void close() {
            try {
                near.close();
                far.close();
            } catch (IOException exception) {
                throw new UncheckedIOException(exception);
            }
        }
    }
}
