package org.backendcore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.backendcore.testkit.Await;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.FreePort;
import org.backendcore.testkit.PostgresDatabase;
import org.backendcore.testkit.ReadinessProxy;
import org.backendcore.testkit.Release;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.backendcore.testkit.Wire;

/**
 * Servers with the same settings on one database, like pods: each with its own address, the same port, and its own wire
 * to the database. They are behind a proxy; closing them stops all.
 */
final class Replicas implements AutoCloseable {
    /** The time in which the proxy must notice that a server is stopping. */
    private static final String DRAIN = "2s";

    private static final int MOST = 20;

    private static final String REQUESTS = "[org.backendcore.interfaces.http.accesslog.AccessLog]";

    private final ServerKind kind;
    private final PostgresDatabase database;
    private final ReadinessProxy proxy;
    private final int port = FreePort.find();
    private final AtomicInteger started = new AtomicInteger();
    private final Queue<RunningServer> serving = new ConcurrentLinkedQueue<>();
    private final Map<RunningServer, Wire> wires = new ConcurrentHashMap<>();

    Replicas(ServerKind kind, PostgresDatabase database) throws IOException {
        this.kind = kind;
        this.database = database;
        this.proxy = ReadinessProxy.before(List.of());
    }

    ServerKind kind() {
        return kind;
    }

    ReadinessProxy proxy() {
        return proxy;
    }

    /** The servers that receive requests, the oldest first. */
    List<RunningServer> serving() {
        return List.copyOf(serving);
    }

    /** The environment of the migrating process. */
    Map<String, String> environment() {
        return environment(database.server().port());
    }

    private Map<String, String> environment(int databasePort) {
        Map<String, String> environment = new HashMap<>(Deployment.production(database));
        environment.putAll(Map.of(
                "DB_MIGRATE_ON_START", "false",
                "DB_URL", database.url(databasePort),
                "HTTP_DRAIN", DRAIN,
                "HTTP_PORT", Integer.toString(port),
                "APP_ALLOWED_HOSTS",
                        String.join(
                                ",",
                                IntStream.rangeClosed(1, MOST)
                                        .mapToObj(Replicas::address)
                                        .toList())));
        return environment;
    }

    /** Starts another server, without waiting for it. */
    RunningServer start(Release release) throws IOException {
        Wire wire = Wire.to(database.server().port());
        Map<String, String> environment = environment(wire.port());
        environment.put("HTTP_HOST", address(started.incrementAndGet()));
        RunningServer server = RunningServer.start(kind.install(release.war()), environment);
        wires.put(server, wire);
        return server;
    }

    /** Sends requests to it once it is ready. */
    void serve(RunningServer server) throws Exception {
        server.awaitReady();
        proxy.add(server.authority());
        serving.add(server);
        Await.until("the proxy sees " + server.authority(), () -> proxy.isReady(server.authority()));
    }

    /** One after the other: a new server is ready before an old one stops. */
    void roll(Release release) throws Exception {
        for (RunningServer old : serving()) {
            serve(start(release));
            old.askToStop();
            assertThat(old.awaitExit()).as(old.log()).isEqualTo(143);
            leave(old);
        }
    }

    /** Sends no more requests to it, because it has ended. */
    void leave(RunningServer server) throws IOException {
        proxy.remove(server.authority());
        serving.remove(server);
        discard(server);
    }

    /** The wire between that server and the database. */
    Wire wire(RunningServer server) {
        Wire wire = wires.get(server);
        if (wire == null) {
            throw new IllegalArgumentException(server.authority());
        }
        return wire;
    }

    /** The logs of the servers that receive requests, without the access records. */
    String logs() {
        return serving.stream()
                .map(server -> server.authority() + ":\n"
                        + server.log()
                                .lines()
                                .filter(line -> !line.contains(REQUESTS))
                                .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
    }

    private void discard(RunningServer server) throws IOException {
        Wire wire = wires.remove(server);
        if (wire != null) {
            try {
                server.discard();
            } finally {
                wire.close();
            }
        }
    }

    private static String address(int number) {
        return "127.0.1." + number;
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        for (RunningServer server : List.copyOf(wires.keySet())) {
            discard(server);
        }
    }
}
