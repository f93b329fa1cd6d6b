package org.backendcore.interfaces.http.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
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

    @Test
    void hasWhatTheApplicationSays() {
        ProblemException exception =
                new ProblemException(422, URI.create("urn:problem:shipped"), "Shipped", "It is \"gone\".\n");
        assertThat(new String(FailedRequest.of(exception).problem(id).body(), UTF_8))
                .isEqualTo(
                        "{\"type\":\"urn:problem:shipped\",\"title\":\"Shipped\",\"status\":422,\"detail\":\"It is \\\"gone\\\".\\n\",\"requestId\":\"%s\"}"
                                .formatted(id.text()));
    }
}
