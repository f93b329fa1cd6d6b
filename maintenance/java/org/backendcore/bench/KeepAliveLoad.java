package org.backendcore.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * Sends as many requests as some connections can carry, one after the other on each, over plain sockets, because an
 * HTTP client would use more of the machine than the server.
 */
final class KeepAliveLoad {
    private static final int CONNECTIONS = 4;
    private static final int PERCENT = 100;
    private static final int PERCENTILE = 99;

    /** Per path; both compilers have finished by then, whatever the options. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private static final Duration LOAD = Duration.ofSeconds(5);

    private KeepAliveLoad() {}

    /**
     * The result of a load.
     *
     * @param perSecond requests per second
     * @param percentile99 the 99th percentile of the response times, in milliseconds
     */
    record Result(double perSecond, double percentile99) {}

    /** The results of a warm server for a probe, and for a path that does not exist. */
    record Warm(Result live, Result missing) {}

    /** After a minute of the same load. */
    static Warm whenWarm(int port, String liveness) throws Exception {
        live(port, liveness, WARM_UP);
        missing(port, WARM_UP);
        return new Warm(live(port, liveness, LOAD), missing(port, LOAD));
    }

    private static Result live(int port, String path, Duration time) throws Exception {
        return run(port, path, 200, time);
    }

    private static Result missing(int port, Duration time) throws Exception {
        return run(port, "/missing", 404, time);
    }

    private static Result run(int port, String path, int status, Duration time) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            Callable<long[]> connection = () -> ask(port, path, status, time);
            List<Future<long[]>> all = threads.invokeAll(List.of(connection, connection, connection, connection));
            List<long[]> times = new ArrayList<>();
            for (Future<long[]> each : all) {
                times.add(each.get());
            }
            long[] sorted =
                    times.stream().flatMapToLong(LongStream::of).sorted().toArray();
            return new Result(
                    sorted.length / (time.toNanos() / 1e9), sorted[sorted.length * PERCENTILE / PERCENT] / 1e6);
        } finally {
            threads.shutdownNow();
        }
    }

    private static long[] ask(int port, String path, int status, Duration time) throws IOException {
        byte[] request =
                "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path).getBytes(StandardCharsets.US_ASCII);
        long[] times = new long[1024];
        int count = 0;
        long end = System.nanoTime() + time.toNanos();
        Socket socket = open(port);
        try {
            InputStream input = new BufferedInputStream(socket.getInputStream());
            while (System.nanoTime() < end) {
                long begin = System.nanoTime();
                OutputStream output = socket.getOutputStream();
                output.write(request);
                boolean stays = read(input, status);
                if (count == times.length) {
                    times = Arrays.copyOf(times, 2 * count);
                }
                times[count++] = System.nanoTime() - begin;
                if (!stays) {
                    socket.close();
                    socket = open(port);
                    input = new BufferedInputStream(socket.getInputStream());
                }
            }
        } finally {
            socket.close();
        }
        return Arrays.copyOf(times, count);
    }

    private static Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Reads one response; false if the connection is not kept alive. */
    private static boolean read(InputStream input, int status) throws IOException {
        String line = line(input);
        if (!line.startsWith("HTTP/1.1 " + status)) {
            throw new IOException("not " + status + ": " + line);
        }
        int length = 0;
        boolean chunked = false;
        boolean stays = true;
        while (!line.isEmpty()) {
            line = line(input).toLowerCase(Locale.ROOT);
            if (line.startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
            chunked |= line.startsWith("transfer-encoding:") && line.contains("chunked");
            stays &= !(line.startsWith("connection:") && line.contains("close"));
        }
        if (!chunked) {
            input.skipNBytes(length);
            return stays;
        }
        while (true) {
            int chunk = Integer.parseInt(line(input).strip(), 16);
            input.skipNBytes(chunk);
            line(input);
            if (chunk == 0) {
                return stays;
            }
        }
    }

    private static String line(InputStream input) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int character = input.read(); character != '\n'; character = input.read()) {
            if (character < 0) {
                throw new EOFException();
            }
            if (character != '\r') {
                line.append((char) character);
            }
        }
        return line.toString();
    }
}
