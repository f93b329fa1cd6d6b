package org.backendcore.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy in front of several servers, with persistent connections. It polls the readiness of each server all the time,
 * and sends requests, in turn, to those that are ready. If a server refuses the connection, the request goes to the
 * next one, because nothing of it was sent; a request that was sent is not retried.
 */
public final class ReadinessProxy implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(100);

    /** The maximum response time of a probe. */
    private static final Duration PROBE = Duration.ofSeconds(2);

    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** A probe that waits for its response occupies one of them. */
    private static final int PROBES = 8;

    private static final int SERVER_ERROR = 500;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;

    static {
        // Without it, each response waits 40 ms for the acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();
    private final Map<String, Boolean> ready = new ConcurrentHashMap<>();
    private final Map<String, Future<?>> watches = new ConcurrentHashMap<>();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(PROBES);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpServer server;

    /**
     * A request that was sent but got no response, so its client got 502, or a response from 500 on.
     *
     * @param authority the server that received it
     * @param path its path
     * @param sent by {@link System#nanoTime}
     */
    public record Failure(String authority, String path, long sent, String reason) {}

    private ReadinessProxy(HttpServer server) {
        this.server = server;
    }

    /** In front of those servers, named by host and port. */
    public static ReadinessProxy before(List<String> authorities) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ReadinessProxy proxy = new ReadinessProxy(server);
        authorities.forEach(proxy::add);
        server.setExecutor(proxy.threads);
        server.createContext("/", proxy::pass);
        server.start();
        return proxy;
    }

    /** Adds a server. */
    public void add(String authority) {
        ready.put(authority, false);
        watches.put(
                authority,
                clock.scheduleWithFixedDelay(() -> ask(authority), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Removes a server. */
    public void remove(String authority) {
        Optional.ofNullable(watches.remove(authority)).ifPresent(watch -> watch.cancel(false));
        ready.remove(authority);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public boolean isReady(String authority) {
        return ready.getOrDefault(authority, false);
    }

    /** The number of unanswered requests of the server for that path. */
    public int inFlight(String authority, String path) {
        return counter(authority, path).get();
    }

    private AtomicInteger counter(String authority, String path) {
        return inFlight.computeIfAbsent(authority + path, unused -> new AtomicInteger());
    }

    /** The failed requests. */
    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** The number of connections that supposedly ready servers refused. */
    public int refused() {
        return refused.get();
    }

    private void ask(String authority) {
        boolean answer;
        try {
            answer = get(authority, "/health/ready", PROBE).statusCode() == 200;
        } catch (IOException down) {
            answer = false;
        }
        boolean now = answer;
        ready.computeIfPresent(authority, (unused, before) -> now);
    }

    private void pass(HttpExchange exchange) throws IOException {
        Answer answer = answer(exchange.getRequestURI().toString());
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private record Answer(int status, String body) {}

    private Answer answer(String path) {
        Set<String> tried = new HashSet<>();
        while (true) {
            // Measured before the server is chosen: a server that is known not to be ready gets no request sent after
            // that time.
            long sent = System.nanoTime();
            Optional<String> next = next(tried);
            if (next.isEmpty()) {
                return new Answer(UNAVAILABLE, "nobody is ready");
            }
            String authority = next.get();
            tried.add(authority);
            counter(authority, path).incrementAndGet();
            try {
                return answer(authority, path, sent);
            } catch (ConnectException nobodyListens) {
                refused.incrementAndGet();
            } finally {
                counter(authority, path).decrementAndGet();
            }
        }
    }

    private Answer answer(String authority, String path, long sent) throws ConnectException {
        try {
            HttpResponse<String> response = get(authority, path, ANSWER);
            if (response.statusCode() >= SERVER_ERROR) {
                failures.add(new Failure(authority, path, sent, response.statusCode() + " " + response.body()));
            }
            return new Answer(response.statusCode(), response.body());
        } catch (ConnectException nobodyListens) {
            throw nobodyListens;
        } catch (IOException failed) {
            failures.add(new Failure(authority, path, sent, failed.toString()));
            return new Answer(BAD_GATEWAY, authority + " " + failed);
        }
    }

    private Optional<String> next(Set<String> tried) {
        List<String> left = ready.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .filter(authority -> !tried.contains(authority))
                .sorted()
                .toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(left.get(Math.floorMod(turn.getAndIncrement(), left.size())));
    }

    private HttpResponse<String> get(String authority, String path, Duration bound) throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://" + authority + path))
                            .timeout(bound)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
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
