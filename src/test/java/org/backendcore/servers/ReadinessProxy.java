package org.backendcore.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy before several servers, with connections that it keeps: asks each for its readiness all the time, and gives requests, in
 * turn, to those that are ready. It tries nothing twice.
 */
public final class ReadinessProxy implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final int THREADS = 16;
    private static final int NOBODY = 1;
    private static final int BAD_GATEWAY = 502;

    static {
        // Or each answer waits for 40 ms, for the acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();
    private final Map<Integer, Boolean> ready = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpServer server;

    private ReadinessProxy(HttpServer server) {
        this.server = server;
    }

    public static ReadinessProxy before(List<Integer> ports) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ReadinessProxy proxy = new ReadinessProxy(server);
        for (int port : ports) {
            proxy.ready.put(port, false);
            var unused = proxy.clock.scheduleWithFixedDelay(
                    () -> proxy.ask(port), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
        server.setExecutor(proxy.threads);
        server.createContext("/", proxy::pass);
        server.start();
        return proxy;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public boolean isReady(int port) {
        return ready.getOrDefault(port, false);
    }

    private void ask(int port) {
        boolean answer;
        try {
            answer = get(port, "/health/ready").statusCode() == 200;
        } catch (IOException down) {
            answer = false;
        }
        ready.put(port, answer);
    }

    private void pass(HttpExchange exchange) throws IOException {
        int status;
        byte[] body;
        int port = next();
        try {
            HttpResponse<byte[]> response = get(port, exchange.getRequestURI().toString());
            status = response.statusCode();
            body = response.body();
        } catch (IOException failed) {
            status = BAD_GATEWAY;
            body = (port + " " + failed).getBytes(StandardCharsets.UTF_8);
        }
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private int next() {
        List<Integer> ports = ready.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (ports.isEmpty()) {
            // So that it fails, and says so.
            return NOBODY;
        }
        return ports.get(Math.floorMod(turn.getAndIncrement(), ports.size()));
    }

    private HttpResponse<byte[]> get(int port, String path) throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .timeout(ANSWER)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IOException(exception);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        clock.shutdownNow();
        threads.shutdownNow();
    }
}
