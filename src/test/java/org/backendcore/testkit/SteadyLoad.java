package org.backendcore.testkit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Requests one path again and again, at a steady rate whatever the response times, and keeps the results. */
public final class SteadyLoad implements AutoCloseable {
    /** A bound against hangs: longer than any limit of the servers. */
    private static final Duration ANSWER = Duration.ofSeconds(40);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final HttpRequest request;

    /**
     * One response.
     *
     * @param sent by {@link System#nanoTime}
     * @param received by {@link System#nanoTime}
     * @param status of HTTP, or 0 if the connection failed
     */
    public record Answer(long sent, long received, int status, String body) {
        /** In nanoseconds. */
        long took() {
            return received - sent;
        }
    }

    private record Asked(long sent, CompletableFuture<Answer> answer) {}

    private SteadyLoad(URI uri) {
        request = HttpRequest.newBuilder(uri).timeout(ANSWER).build();
    }

    public static SteadyLoad on(int port, String path, Duration period) {
        SteadyLoad load = new SteadyLoad(URI.create("http://localhost:" + port + path));
        var unused = load.clock.scheduleAtFixedRate(load::ask, 0, period.toMillis(), TimeUnit.MILLISECONDS);
        return load;
    }

    private void ask() {
        long sent = System.nanoTime();
        asked.add(new Asked(
                sent,
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                        .handle((response, failure) -> response == null
                                ? new Answer(sent, System.nanoTime(), 0, String.valueOf(failure))
                                : new Answer(sent, System.nanoTime(), response.statusCode(), response.body()))));
    }

    /** Waits for the first answer of that kind to a request sent after {@code nanoTime}. */
    public Answer await(long nanoTime, Predicate<Answer> kind) {
        long deadline = System.nanoTime() + ANSWER.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Answer> found = asked.stream()
                    .filter(each -> each.sent() > nanoTime && each.answer().isDone())
                    .map(each -> each.answer().join())
                    .filter(kind)
                    .findFirst();
            if (found.isPresent()) {
                return found.orElseThrow();
            }
            RunningServer.pause();
        }
        throw new AssertionError("no such response from %s within %s".formatted(request.uri(), ANSWER));
    }

    /** Waits until {@code end}, and for the answers to all requests sent in between. */
    public List<Answer> between(long begin, long end) {
        await(end, any -> true);
        return asked.stream()
                .filter(each -> each.sent() > begin && each.sent() <= end)
                .map(each -> each.answer().join())
                .toList();
    }

    /** Stops sending, and waits for the answers to all requests. */
    public List<Answer> finish() throws InterruptedException {
        clock.shutdown();
        if (!clock.awaitTermination(ANSWER.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the load did not end: " + request.uri());
        }
        return asked.stream().map(each -> each.answer().join()).toList();
    }

    /**
     * The median of the response times, in excess of the concurrent requests of {@code reference}: if this machine
     * itself stalls for a moment, both wait.
     */
    public static Duration median(List<Answer> answers, List<Answer> reference) {
        List<Long> excesses = answers.stream()
                .map(answer -> answer.took() - machine(answer, reference))
                .sorted()
                .toList();
        return Duration.ofNanos(excesses.get(excesses.size() / 2));
    }

    private static long machine(Answer answer, List<Answer> reference) {
        return reference.stream()
                .filter(other -> other.sent() <= answer.received() && other.received() >= answer.sent())
                .mapToLong(Answer::took)
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
