package org.backendcore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.backendcore.testkit.Await;
import org.backendcore.testkit.Command.Ended;
import org.backendcore.testkit.SecretSearch;

/** A run of the image, on the network of this machine; closing it ends the run. */
final class Container implements AutoCloseable {
    /** Bounds against hangs. */
    private static final Duration BOUND = Duration.ofMinutes(3);

    private static final Duration ANSWER = Duration.ofSeconds(20);

    /** The mount path of the secrets in the manifests. */
    private static final String SECRETS = "/run/secrets/backend-core";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();
    private final Process process;
    private final Path log;
    private final Path root;
    private final int port;

    private Container(Process process, Path log, Path root, int port) {
        this.process = process;
        this.log = log;
        this.root = root;
        this.port = port;
    }

    static Container start(
            Buildah buildah,
            String image,
            int port,
            Map<String, String> environment,
            List<String> command,
            Path... secrets)
            throws Exception {
        String container = buildah.run("from", image);
        Path log = Files.createTempFile(Path.of("target"), "container-", ".log");
        Process process = new ProcessBuilder(buildah.command(words(container, environment, command, secrets))
                        .words())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Container(process, log, Path.of(buildah.run("mount", container)), port);
    }

    static Ended runToItsEnd(
            Buildah buildah, String image, Map<String, String> environment, List<String> command, Path... secrets)
            throws Exception {
        return buildah.command(words(buildah.run("from", image), environment, command, secrets))
                .run(BOUND);
    }

    /** Its host name resolves to an address. */
    private static String[] words(
            String container, Map<String, String> environment, List<String> command, Path... secrets) {
        List<String> words = new ArrayList<>(List.of("run", "--isolation", "chroot", "--hostname", "localhost"));
        environment.forEach((name, value) -> words.addAll(List.of("--env", name + "=" + value)));
        for (Path folder : secrets) {
            words.addAll(List.of("--volume", folder + ":" + SECRETS + ":ro", "--env", "SECRETS_DIR=" + SECRETS));
        }
        words.addAll(List.of(container, "--"));
        words.addAll(command);
        return words.toArray(String[]::new);
    }

    void awaitReady() throws Exception {
        Await.until(BOUND, "it is ready", () -> {
            assertThat(process.isAlive()).as(log()).isTrue();
            return answers("/health/ready");
        });
    }

    private boolean answers(String path) {
        try {
            return get(path) == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** The status of the response. */
    int get(String path) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .timeout(ANSWER)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    /** Its entire output. */
    String log() throws IOException {
        return Files.readString(log);
    }

    Path root() {
        return root;
    }

    /** The numeric id of the account that its JVM runs as. */
    int user() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc", Long.toString(jvm().pid())), "unix:uid");
    }

    /** The files that its JVM has mapped. */
    String maps() throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(jvm().pid()), "maps"));
    }

    /** Sends SIGTERM to the first process of the container, as an orchestrator does. */
    void askToStop() {
        ProcessHandle first = jvm();
        assertThat(Path.of(first.parent().orElseThrow().info().command().orElseThrow()))
                .extracting(Path::getFileName)
                .asString()
                .as("the parent of the JVM: the script has become the JVM")
                .contains("buildah");
        first.destroy();
    }

    int awaitEnd() throws Exception {
        assertThat(process.waitFor(BOUND.toMillis(), TimeUnit.MILLISECONDS))
                .as("it ends: %s", log())
                .isTrue();
        return process.exitValue();
    }

    void assertThatItKeeps(Collection<String> secrets) {
        SecretSearch search = new SecretSearch(secrets);
        search.assertNotIn(root.resolve("tmp"));
        search.assertNotIn(log);
    }

    private ProcessHandle jvm() {
        return process.descendants()
                .filter(handle -> handle.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws Exception {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
        Files.delete(log);
    }
}
