package org.backendcore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backendcore.servers.ReadinessProxy;
import org.backendcore.servers.ReadinessProxy.Failure;
import org.backendcore.servers.SteadyLoad;
import org.backendcore.servers.SteadyLoad.Answer;

/**
 * Requests through the proxy in a steady rhythm, whatever the answers take: without the database, with it, and some that it works on for
 * 6 s. What became of them is asked event by event.
 */
final class Requests implements AutoCloseable {
    private final ReadinessProxy proxy;
    private final Map<SteadyLoad, Integer> loads = new LinkedHashMap<>();
    private final List<String> report = new ArrayList<>();
    private long begin = System.nanoTime();
    private int told;

    /**
     * Since the event before.
     *
     * @param failures as the proxy saw them
     */
    private record Outcome(List<Answer> answers, List<Answer> failed, List<Failure> failures) {}

    private Requests(ReadinessProxy proxy) {
        this.proxy = proxy;
        add("/missing", 20, 404);
        add("/test/query", 50, 200);
        // At most six at a time, which one pool has room for.
        add("/test/hold", 1000, 200);
    }

    static Requests through(ReadinessProxy proxy) {
        return new Requests(proxy);
    }

    private void add(String path, long milliseconds, int status) {
        loads.put(SteadyLoad.on(proxy.port(), path, Duration.ofMillis(milliseconds)), status);
    }

    void assertThatNoneFailed(String event) {
        Outcome outcome = since(event);
        assertThat(outcome.failed()).as("%s: %s", event, outcome.failures()).isEmpty();
    }

    /** Only requests that one server already had, at that time of {@link System#nanoTime}. */
    void assertThatOnlyThoseFailed(String event, String authority, long before) {
        Outcome outcome = since(event);
        assertThat(outcome.failures())
                .as(event)
                .allSatisfy(failure -> {
                    assertThat(failure.authority()).isEqualTo(authority);
                    assertThat(failure.sent()).isLessThanOrEqualTo(before);
                })
                .hasSameSizeAs(outcome.failed());
    }

    /** Waits for all answers. */
    private Outcome since(String event) {
        long end = System.nanoTime();
        List<Answer> answers = new ArrayList<>();
        List<Answer> failed = new ArrayList<>();
        loads.forEach((load, status) -> {
            List<Answer> here = load.between(begin, end);
            answers.addAll(here);
            here.stream().filter(answer -> answer.status() != status).forEach(failed::add);
        });
        List<Failure> all = proxy.failures();
        List<Failure> failures = all.subList(told, all.size());
        begin = end;
        told = all.size();
        report.add("%s: %d requests, %d failed".formatted(event, answers.size(), failed.size()));
        return new Outcome(answers, failed, failures);
    }

    /** What became of them, event by event. */
    void write(Path file) throws IOException {
        Files.write(file, report);
    }

    @Override
    public void close() {
        loads.keySet().forEach(SteadyLoad::close);
    }
}
