package org.backendcore.gates;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.backendcore.testkit.Await;

/** Whether the process that a command started has become a server. */
final class Served {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Served() {}

    static void await(Process process, int port, Path log) throws Exception {
        try {
            Await.until("ready", () -> {
                if (!process.isAlive()) {
                    throw new AssertionError("the command ended with " + process.exitValue());
                }
                return isReady(port);
            });
        } catch (AssertionError error) {
            throw new AssertionError(error.getMessage() + "\n" + Files.readString(log), error);
        }
    }

    private static boolean isReady(int port) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:%s/health/ready".formatted(port)))
                    .timeout(ANSWER)
                    .build();
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
