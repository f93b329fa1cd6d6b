package org.backendcore.interfaces.http.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.backendcore.interfaces.http.request.RequestId;
import org.junit.jupiter.api.Test;

final class ProblemTest {
    private final RequestId id = RequestId.of(null);

    @Test
    void saysWhatHttpSaysAndTheIdOfTheRequest() {
        assertThat(new String(new Problem(413, id).body(), UTF_8))
                .isEqualTo(
                        "{\"type\":\"about:blank\",\"title\":\"Content Too Large\",\"status\":413,\"requestId\":\"%s\"}"
                                .formatted(id.text()));
    }

    @Test
    void hasATitleForAStatusThatNobodyKnows() {
        assertThat(new String(new Problem(499, id).body(), UTF_8)).contains("\"title\":\"Error\",\"status\":499");
    }
}
