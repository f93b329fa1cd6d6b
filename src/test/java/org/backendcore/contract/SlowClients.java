package org.backendcore.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.backendcore.servers.RawHttp;
import org.backendcore.servers.RawHttp.Answer;
import org.backendcore.servers.RunningServer;

/**
 * Connections that send nothing more and wait for the server to close them. They are opened when the server has started, so that
 * nobody has to wait for its limits later.
 */
record SlowClients(Map<String, CompletableFuture<Answer>> answers) {
    private static final Map<RunningServer, SlowClients> ALL = new ConcurrentHashMap<>();

    static SlowClients of(RunningServer server) {
        return ALL.computeIfAbsent(server, SlowClients::open);
    }

    /** What the server has said when it closes the connection. */
    Answer answer(String client) {
        return Objects.requireNonNull(answers.get(client)).join();
    }

    private static SlowClients open(RunningServer server) {
        Map<String, String> requests = Map.of(
                "nothing", "",
                "half a head", "GET /x HTTP/1.1\r\nHost: localhost\r\n",
                "half a body", "POST /servlet/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc",
                "idle", "GET /servlet/address HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Map<String, CompletableFuture<Answer>> answers = new LinkedHashMap<>();
        requests.forEach((name, text) -> answers.put(name, later(() -> RawHttp.bytes(server.port(), text))));
        return new SlowClients(answers);
    }

    private static CompletableFuture<Answer> later(Supplier<Answer> request) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread client = new Thread(() -> {
            try {
                answer.complete(request.get());
            } catch (RuntimeException | Error failure) {
                answer.completeExceptionally(failure);
            }
        });
        client.setDaemon(true);
        client.start();
        return answer;
    }
}
