package org.backendcore.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.backendcore.testkit.SteadyLoad.Answer;

/**
 * Clients, each of which sends its next request as soon as it is answered, or after a short pause if the request was
 * refused.
 */
public final class Crowd implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(40);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients;
    private volatile boolean over;

    private Crowd(URI uri, int size) {
        request = HttpRequest.newBuilder(uri).timeout(ANSWER).build();
        clients = IntStream.range(0, size)
                .mapToObj(index -> new Thread(this::ask, "client " + index))
                .toList();
        clients.forEach(thread -> {
            thread.setDaemon(true);
            thread.start();
        });
    }

    public static Crowd on(int port, String path, int size) {
        return new Crowd(URI.create("http://localhost:" + port + path), size);
    }

    private void ask() {
        try {
            while (!over) {
                Answer answer = answer();
                answers.add(answer);
                if (answer.status() != 200) {
                    Thread.sleep(PAUSE.toMillis());
                }
            }
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer() throws InterruptedException {
        long sent = System.nanoTime();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(sent, System.nanoTime(), response.statusCode(), response.body());
        } catch (IOException failure) {
            return new Answer(sent, System.nanoTime(), 0, failure.toString());
        }
    }

    /** Waits for that number of answers of the given kind. */
    public void await(int number, Predicate<Answer> kind) {
        long deadline = System.nanoTime() + ANSWER.toNanos();
        while (answers.stream().filter(kind).count() < number) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("fewer than %s such responses from %s within %s: %s"
                        .formatted(number, request.uri(), ANSWER, answers));
            }
            RunningServer.pause();
        }
    }

    /** The answers so far. */
    public List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** Stops the clients after their current answers, and returns all answers. */
    public List<Answer> leave() throws InterruptedException {
        over = true;
        for (Thread each : clients) {
            each.join();
        }
        return answers();
    }

    @Override
    public void close() {
        over = true;
        clients.forEach(Thread::interrupt);
    }
}
