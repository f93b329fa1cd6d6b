package org.backendcore.testkit;

import jakarta.json.JsonObject;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server in a separate process. Closing it sends SIGTERM, waits for its end, and then searches everything that it has
 * left for its secrets; its folder stays until it is discarded.
 */
public final class RunningServer implements AutoCloseable {
    /** Bounds against hangs, generous because the machines are noisy; they measure nothing. */
    private static final Duration START = Duration.ofMinutes(3);

    /** Most servers of the tests live for seconds: the second compiler would only cost time. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private static final Duration STOP = Duration.ofMinutes(1);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();

    private final Installation installation;
    private final Process process;
    private final String host;
    private final int port;
    private final Path log;
    private final GrowingLog printed = new GrowingLog();
    private final boolean json;
    private final SecretSearch secrets;
    private final Thread killer;
    private volatile boolean killed;
    private volatile boolean kept;

    private RunningServer(
            Installation installation,
            Process process,
            String host,
            int port,
            Path log,
            boolean json,
            SecretSearch secrets) {
        this.json = json;
        this.host = host;
        this.installation = installation;
        this.secrets = secrets;
        this.process = process;
        this.port = port;
        this.log = log;
        this.killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /**
     * Starts on a free port; {@code environment} is added to the variables that every start needs; nothing else of the
     * build's environment reaches the server.
     */
    public static RunningServer start(Installation installation, Map<String, String> environment) {
        int port = Integer.parseInt(environment.getOrDefault("HTTP_PORT", Integer.toString(FreePort.find())));
        try {
            Path folder = installation.folder();
            Path temporary = Files.createDirectories(folder.resolve("tmp"));
            Path log = folder.resolve("console.log");
            ProcessBuilder builder = new ProcessBuilder(installation.command())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> !name.equals("PATH") && !name.equals("HOME"));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.environment().put("HTTP_HOST", "127.0.0.1");
            builder.environment().put("HTTP_PORT", Integer.toString(port));
            if (!"dev".equals(environment.get("MP_CONFIG_PROFILE"))) {
                // Most tests do not wait for a drain.
                builder.environment().put("HTTP_DRAIN", "0 s");
            }
            builder.environment().putAll(installation.environment());
            builder.environment().putAll(environment);
            builder.environment()
                    .merge(
                            "JAVA_TOOL_OPTIONS",
                            "%s -Djava.io.tmpdir=\"%s\"".formatted(QUICK_START, temporary),
                            (given, ours) -> given + " " + ours);
            SecretSearch secrets = new SecretSearch(Secrets.in(builder.environment()));
            RunningServer server = new RunningServer(
                    installation, builder.start(), host(environment), port, log, json(builder.environment()), secrets);
            FailureReport.started(server);
            return server;
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** The host for requests: the loopback address that it listens on, if that is not the first one. */
    private static String host(Map<String, String> environment) {
        String given = environment.getOrDefault("HTTP_HOST", "");
        return given.startsWith("127.") ? given : "localhost";
    }

    /** {@code log.format}; its default depends on the profile. */
    private static boolean json(Map<String, String> environment) {
        String standard = "dev".equals(environment.get("MP_CONFIG_PROFILE")) ? "text" : "json";
        return !environment.getOrDefault("LOG_FORMAT", standard).equals("text");
    }

    public Installation installation() {
        return installation;
    }

    public int port() {
        return port;
    }

    /** The host and the port for requests. */
    public String authority() {
        return host + ":" + port;
    }

    /** Everything that the server has printed, in readable form. */
    public String log() {
        return printed().readable();
    }

    /** The current number of records in its log. */
    public int numberOfRecords() {
        return printed().records().size();
    }

    /** The records after the first {@code before} ones. */
    public List<JsonObject> records(int before) {
        List<JsonObject> all = printed().records();
        return all.subList(before, all.size());
    }

    /**
     * Everything that the server has printed; also available after its folder is deleted, unless it would not stop, or
     * did not keep its secrets.
     */
    public PrintedLog printed() {
        try {
            return printed.read(kept ? keptLog() : log);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Waits until readiness is UP; fails with the log if the process ends instead. */
    public RunningServer awaitReady() {
        return awaitStatus("/health/ready", 200);
    }

    /** Waits until {@code path} answers with {@code status}; fails with the log if the process ends instead. */
    public RunningServer awaitStatus(String path, int status) {
        await(() -> answers(path, status), status + " from " + path);
        return this;
    }

    /**
     * Waits until something in the log matches {@code regex}, and returns the match; fails if the process ends instead.
     */
    public String awaitLog(String regex) {
        Pattern pattern = Pattern.compile(regex);
        await(() -> pattern.matcher(log()).find(), "'" + regex + "' in the log");
        return pattern.matcher(log()).results().findFirst().orElseThrow().group();
    }

    private void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + START.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new AssertionError(
                        "%s ended with %s:%n%s".formatted(installation.kind().key(), process.exitValue(), log()));
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no " + what + " within " + START + ":\n" + log());
            }
            pause();
        }
    }

    /** Sends SIGTERM without waiting. */
    public void askToStop() {
        process.destroy();
    }

    /** Sends SIGKILL; returns when the process has ended. */
    public void kill() {
        killed = true;
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }

    /** Suspends all its processes: the kernel still accepts connections, but nothing responds. */
    public void freeze() {
        processes().forEach(each -> Signals.send("STOP", each.pid()));
    }

    /** Resumes after {@link #freeze}. */
    public void thaw() {
        processes().forEach(each -> Signals.send("CONT", each.pid()));
    }

    /** Waits until the process has ended by itself, and returns its exit code. */
    public int awaitExit() {
        try {
            if (!process.waitFor(START.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the server did not end within " + START + ":\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    public HttpResponse<String> get(String path) {
        // Requests HTTP/2, and so leaves no connection behind.
        return send(request(path).version(HttpClient.Version.HTTP_2));
    }

    /** Sends JSON, by POST, PUT, PATCH or any other method. */
    public HttpResponse<String> sendJson(String method, String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
    }

    /**
     * A GET; its caller may set another method, a body, and headers. It has the time limit of these tests, and uses
     * HTTP/1.1, because Payara Micro does not read the body of a request for HTTP/2.
     */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + authority() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(ANSWER);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    @Override
    public void close() {
        try {
            process.destroy();
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("the server did not stop within " + STOP + ":\n" + log());
            }
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        } finally {
            Runtime.getRuntime().removeShutdownHook(killer);
        }
        assertThatItKeepsItsSecrets();
        if (!kept) {
            // Not again: another server may have started in this folder since.
            ServerLogs.keep(log, keptLog());
            kept = true;
        }
        // A killed process may have written half of a line.
        if (json && !killed) {
            printed().assertThatEveryLineIsARecord();
        }
    }

    /** Fails if a secret of its environment or of its secret files is in its log or in its folder. */
    public void assertThatItKeepsItsSecrets() {
        secrets.assertNotIn(installation.folder());
    }

    /** The copy of its log after it has ended and has kept its secrets. */
    Path keptLog() {
        return ServerLogs.of(installation.kind(), process.pid());
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    /** Finds the secrets of this server. */
    public SecretSearch secrets() {
        return secrets;
    }

    /** The process, and the JVM if that is a child of it. */
    public List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    /** The state of every thread, which the JVM writes to its log on SIGQUIT at almost no cost. */
    public String threadDump() {
        int before = log().length();
        Signals.send("QUIT", jvm().pid());
        await(() -> log().indexOf("JNI global refs", before) > 0, "a thread dump");
        return log().substring(before);
    }

    private ProcessHandle jvm() {
        return processes().stream()
                .filter(handle -> handle.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow();
    }

    /** The output of the JDK's jcmd for the JVM. */
    public String jcmd(String... command) {
        try {
            Path output = Files.createTempFile(Path.of("target"), "jcmd-", ".txt");
            try {
                List<String> arguments = new ArrayList<>(List.of(
                        Path.of(System.getProperty("java.home"), "bin/jcmd").toString(), Long.toString(jvm().pid())));
                arguments.addAll(List.of(command));
                Process jcmd = new ProcessBuilder(arguments)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                if (!jcmd.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("jcmd did not end");
                }
                return Files.readString(output);
            } finally {
                Files.delete(output);
            }
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    /** Stops the process and deletes its folder. */
    public void discard() {
        try {
            close();
        } finally {
            installation.close();
        }
    }

    private boolean answers(String path, int status) {
        try {
            return get(path).statusCode() == status;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }
}
