package org.backendcore.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.backendcore.gates.Checkout;
import org.backendcore.testkit.Await;
import org.backendcore.testkit.FreePort;

/**
 * A command of the README that runs until Ctrl-C, in its own process group, as in a terminal; closing it kills the
 * whole group.
 */
record DevServer(Process process, int port, Path log, Thread killer) implements AutoCloseable {
    /** An action that may fail. */
    interface Action {
        void run() throws Exception;
    }

    /** A bound against hangs: the first start builds the project, and the machines are busy. */
    private static final Duration BOUND = Duration.ofMinutes(6);

    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static DevServer start(Checkout project, String command, Map<String, String> environment) throws IOException {
        int port = FreePort.find();
        // Beside the copy, so that it outlives the copy.
        Path log = Path.of(project.folder() + ".log");
        // A shell that runs the build in the background has disabled Ctrl-C.
        List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT", "setsid"));
        words.addAll(List.of(command.split(" ", -1)));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(project.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HTTP_PORT", Integer.toString(port));
        builder.environment().putAll(environment);
        Process process = builder.start();
        // If the tests are ended from outside, nothing else ends this group.
        Thread killer = new Thread(() -> signal("KILL", process));
        Runtime.getRuntime().addShutdownHook(killer);
        return new DevServer(process, port, log, killer);
    }

    /** Waits for a response with that status and that text in its body. */
    void await(String path, int status, String part) throws Exception {
        await("%s '%s' from %s".formatted(status, part, path), () -> answers(path, status, part));
    }

    /** The same, running an action before it, and again every 10 s. */
    void await(String path, int status, String part, Action action) throws Exception {
        Instant[] next = {Instant.now()};
        await("%s '%s' from %s".formatted(status, part, path), () -> {
            if (!Instant.now().isBefore(next[0])) {
                action.run();
                next[0] = Instant.now().plus(AGAIN);
            }
            return answers(path, status, part);
        });
    }

    void awaitLog(String text) throws Exception {
        await("'" + text + "' in the log", () -> Files.readString(log).contains(text));
    }

    /** The amount of output so far; for {@link #awaitLast}. */
    long printed() throws IOException {
        return Files.size(log);
    }

    /**
     * Waits until the last line contains that text, and the expected output before it is present.
     *
     * @param since earlier output is ignored
     */
    void awaitLast(String text, String before, long since) throws Exception {
        await("'%s' in the last line, after '%s'".formatted(text, before), () -> {
            String printed = printedSince(since);
            int place = printed.lastIndexOf(before);
            return place >= 0
                    && printed.lastIndexOf(text) > place
                    && lastLine(printed).contains(text);
        });
    }

    String printedSince(long since) throws IOException {
        byte[] all = Files.readAllBytes(log);
        return new String(all, (int) since, all.length - (int) since, StandardCharsets.UTF_8);
    }

    private static String lastLine(String text) {
        String stripped = text.stripTrailing();
        return stripped.substring(stripped.lastIndexOf('\n') + 1);
    }

    void pressCtrlC() {
        signal("INT", process);
    }

    /** Checks the process and its children. */
    void awaitThatNothingIsLeft() throws Exception {
        Await.until(BOUND, "the end of all processes", () -> members().isEmpty());
    }

    @Override
    public void close() throws Exception {
        signal("KILL", process);
        awaitThatNothingIsLeft();
        Runtime.getRuntime().removeShutdownHook(killer);
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        try {
            Await.until(BOUND, what, () -> {
                if (!process.isAlive()) {
                    throw new AssertionError("the command ended with " + process.exitValue());
                }
                return condition.call();
            });
        } catch (AssertionError error) {
            throw new AssertionError(error.getMessage() + "\n" + Files.readString(log), error);
        }
    }

    private boolean answers(String path, int status, String part) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .timeout(ANSWER)
                    .build();
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == status && response.body().contains(part);
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Signals the whole group. */
    private static void signal(String name, Process process) {
        try {
            new ProcessBuilder("kill", "-" + name, "--", "-" + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    /** Linux, proc(5): the name in brackets is followed by the state, the parent and the process group. */
    private List<Path> members() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes.filter(this::isMember).toList();
        }
    }

    private boolean isMember(Path folder) {
        if (!folder.getFileName().toString().matches("\\d+")) {
            return false;
        }
        try {
            String stat = Files.readString(folder.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return !fields[0].equals("Z") && fields[2].equals(Long.toString(process.pid()));
        } catch (IOException ended) {
            return false;
        }
    }
}
