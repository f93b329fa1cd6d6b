package org.backendcore.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Clients that are all connected at once, and disconnect before they have their answer. */
public final class LostClients {
    /** The size of the receive window, so that the server cannot write its whole answer. */
    private static final int LITTLE = 4096;

    private static final Duration ANSWER = Duration.ofMinutes(2);

    /** How a client disconnects. */
    public enum Way {
        /** As a client that crashes, after the first bytes of the answer. */
        RESET_IN_THE_ANSWER,
        /** As a browser disconnects. */
        CLOSE_IN_THE_ANSWER,
        RESET_BEFORE_THE_ANSWER,
        CLOSE_BEFORE_THE_ANSWER;

        private boolean waits() {
            return this == RESET_IN_THE_ANSWER || this == CLOSE_IN_THE_ANSWER;
        }

        private boolean resets() {
            return this == RESET_IN_THE_ANSWER || this == RESET_BEFORE_THE_ANSWER;
        }
    }

    /**
     * One client.
     *
     * @param request everything that it sends, possibly less than it declares
     */
    public record Client(String request, Way way) {}

    private LostClients() {}

    /** Returns when all have disconnected; the result is the ports that they had. */
    public static Set<Integer> of(int port, List<Client> clients) {
        Set<Integer> ports = new HashSet<>();
        try (Selector selector = Selector.open()) {
            for (Client client : clients) {
                SocketChannel channel = connected(port, client);
                ports.add(channel.socket().getLocalPort());
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, client.way());
            }
            for (SelectionKey key : Set.copyOf(selector.keys())) {
                if (!((Way) key.attachment()).waits()) {
                    key.channel().close();
                }
            }
            awaitFirstBytes(selector);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
        return ports;
    }

    private static SocketChannel connected(int port, Client client) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, LITTLE);
        if (client.way().resets()) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        ByteBuffer request = ByteBuffer.wrap(client.request().getBytes(StandardCharsets.ISO_8859_1));
        while (request.hasRemaining()) {
            channel.write(request);
        }
        return channel;
    }

    private static void awaitFirstBytes(Selector selector) throws IOException {
        long deadline = System.nanoTime() + ANSWER.toNanos();
        selector.selectNow();
        while (!selector.keys().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(selector.keys().size() + " clients got no response within " + ANSWER);
            }
            selector.select(
                    key -> {
                        try (SocketChannel channel = (SocketChannel) key.channel()) {
                            channel.read(ByteBuffer.allocate(LITTLE / 4));
                        } catch (IOException closedByTheServer) {
                            key.cancel();
                        }
                    },
                    ANSWER.toMillis());
            selector.selectNow();
        }
    }
}
