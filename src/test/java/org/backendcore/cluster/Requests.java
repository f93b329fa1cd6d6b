package org.backendcore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backendcore.testkit.ReadinessProxy;
import org.backendcore.testkit.ReadinessProxy.Failure;
import org.backendcore.testkit.SteadyLoad;
import org.backendcore.testkit.SteadyLoad.Answer;

/**
 * Requests through the proxy during one event, at a steady rate whatever the response times: without the database, with
 * it, and some that take 6 s.
 */
final class Requests implements AutoCloseable {
    /** The prefix of the paths that need the database. */
    static final String DATABASE = "/test/";

    /**
     * A request that takes 6 s. By itself, a stopping server does not wait for a request that occupies none of its
     * threads.
     */
    static final String LONG = DATABASE + "hold?asynchronously";

    private final ReadinessProxy proxy;
    private final Map<SteadyLoad, Integer> loads = new LinkedHashMap<>();
    private final int failedBefore;

    private Requests(ReadinessProxy proxy) {
        this.proxy = proxy;
        failedBefore = proxy.failures().size();
        add("/missing", 20, 404);
        add(DATABASE + "query", 50, 200);
        // At most six at a time, which fit into one pool.
        add(DATABASE + "hold", 2000, 200);
        add(LONG, 2000, 200);
    }

    static Requests through(ReadinessProxy proxy) {
        return new Requests(proxy);
    }

    private void add(String path, long milliseconds, int status) {
        loads.put(SteadyLoad.on(proxy.port(), path, Duration.ofMillis(milliseconds)), status);
    }

    /**
     * The results after the event.
     *
     * @param requests the number of requests
     * @param failures the failed ones, as the proxy saw them
     */
    record Outcome(int requests, List<Failure> failures) {
        /**
         * Asserts that only requests for such paths failed that were sent to that server before that
         * {@link System#nanoTime}.
         */
        Outcome assertThatOnlyThoseFailed(String authority, String paths, long before) {
            assertThat(failures).allSatisfy(failure -> {
                assertThat(failure.authority()).isEqualTo(authority);
                assertThat(failure.path()).startsWith(paths);
                assertThat(failure.sent()).isLessThanOrEqualTo(before);
            });
            return this;
        }

        void assertThatNoneFailed() {
            assertThat(failures).isEmpty();
        }

        Outcome assertThatSomeFailed() {
            assertThat(failures).isNotEmpty();
            return this;
        }

        @Override
        public String toString() {
            return "%s requests, %s failed".formatted(requests, failures.size());
        }
    }

    /** Stops sending and waits for all responses. */
    Outcome finish() throws InterruptedException {
        int requests = 0;
        List<Answer> failed = new ArrayList<>();
        for (Map.Entry<SteadyLoad, Integer> load : loads.entrySet()) {
            List<Answer> answers = load.getKey().finish();
            requests += answers.size();
            answers.stream()
                    .filter(answer -> answer.status() != load.getValue())
                    .forEach(failed::add);
        }
        List<Failure> all = proxy.failures();
        List<Failure> failures = all.subList(failedBefore, all.size());
        assertThat(failures).as("what the clients saw: %s", failed).hasSameSizeAs(failed);
        return new Outcome(requests, failures);
    }

    @Override
    public void close() {
        loads.keySet().forEach(SteadyLoad::close);
    }
}
