package org.backendcore.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends bytes to a server on a separate connection, and returns its response until it closes the connection. */
public final class RawHttp {
    /** A bound against hangs; longer than any limit of the servers. */
    private static final Duration ANSWER = Duration.ofSeconds(100);

    private RawHttp() {}

    /**
     * A request without a body.
     *
     * @param lines the lines of the head, without the empty line at its end; each byte is a character
     */
    public static Answer request(int port, String... lines) {
        return bytes(port, String.join("\r\n", lines) + "\r\n\r\n");
    }

    /** Any bytes; each byte is a character of the text. */
    public static Answer bytes(int port, String text) {
        return bytesFrom("127.0.0.1", port, text, false);
    }

    /** As {@link #bytes}, then closes its own half of the connection. */
    public static Answer bytesAndEnd(int port, String text) {
        return bytesFrom("127.0.0.1", port, text, true);
    }

    /**
     * As {@link #bytes}, by a client that writes everything before it reads, as many do.
     *
     * @throws UncheckedIOException if the server does not accept all of it, or resets the connection before its
     *     response is read
     */
    public static Answer wholeBytes(int port, String text) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) ANSWER.toMillis());
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return Answer.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** As {@link #bytes}, from another address of this machine. */
    public static Answer bytesFrom(String client, int port, String text, boolean end) {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(client, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout((int) ANSWER.toMillis());
            return exchange(socket, text, end);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static Answer exchange(Socket socket, String text, boolean end) throws IOException {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            if (end) {
                socket.shutdownOutput();
            }
        } catch (IOException closedMeanwhile) {
            // The response before that counts.
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try {
            int count = socket.getInputStream().read(part);
            while (count >= 0) {
                answer.write(part, 0, count);
                count = socket.getInputStream().read(part);
            }
        } catch (java.net.SocketTimeoutException stillOpen) {
            throw new AssertionError("the connection is still open after " + ANSWER + ": " + answer, stillOpen);
        } catch (IOException reset) {
            // Including on a closed connection.
        }
        return Answer.of(answer.toString(StandardCharsets.ISO_8859_1));
    }

    /**
     * The response.
     *
     * @param text all of it
     * @param status 0 if there was no response
     * @param headers by their names in lower case
     */
    public record Answer(String text, int status, Map<String, String> headers, String body) {

        static Answer of(String text) {
            if (!text.startsWith("HTTP/1.")) {
                return new Answer(text, 0, Map.of(), "");
            }
            String[] parts = text.split("\r\n\r\n", 2);
            String[] lines = parts[0].split("\r\n", -1);
            Map<String, String> headers = new TreeMap<>();
            for (int index = 1; index < lines.length; index++) {
                String[] header = lines[index].split(": ?", 2);
                headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
            }
            return new Answer(text, Integer.parseInt(lines[0].split(" ", -1)[1]), headers, parts[1]);
        }

        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }
}
