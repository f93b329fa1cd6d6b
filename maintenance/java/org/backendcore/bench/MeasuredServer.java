package org.backendcore.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server started as an operator would start it, and the times until it responds. */
final class MeasuredServer implements AutoCloseable {
    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final long PAUSE_MILLIS = 5;
    private static final int KIBI = 1024;

    private final Process process;
    private final int port;
    private final Path log;
    private final long begin;
    private final Thread killer;

    private MeasuredServer(Process process, int port, Path log, long begin) {
        this.process = process;
        this.port = port;
        this.log = log;
        this.begin = begin;
        this.killer = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** On 127.0.0.1, without a drain, with Maven's JDK; nothing else of this process's environment reaches it. */
    static MeasuredServer start(List<String> command, Path folder, Map<String, String> environment, int port)
            throws IOException {
        Path log = folder.resolve("measured.log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH") && !name.equals("HOME"));
        builder.environment()
                .putAll(Map.of(
                        "LC_ALL", "C.UTF-8",
                        "JAVA_HOME", System.getProperty("java.home"),
                        "HTTP_HOST", "127.0.0.1",
                        "HTTP_PORT", Integer.toString(port),
                        "HTTP_DRAIN", "0 s"));
        builder.environment().putAll(environment);
        long begin = System.nanoTime();
        return new MeasuredServer(builder.start(), port, log, begin);
    }

    /** Seconds from the start of the command to the first 200. */
    double secondsTo(String path) throws IOException, InterruptedException {
        while (!answers(path)) {
            if (!process.isAlive() || System.nanoTime() - begin > BOUND.toNanos()) {
                throw new IllegalStateException("no 200 from " + path + ":\n" + Files.readString(log));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return seconds();
    }

    /** Seconds from the start of the command to the end of the process, which must refuse to start. */
    double secondsToRefusal() throws IOException, InterruptedException {
        if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)
                || !Files.readString(log).contains("refuses to start")) {
            throw new IllegalStateException("it does not refuse to start:\n" + Files.readString(log));
        }
        return seconds();
    }

    /** Resident memory of the process and its children, in MiB. */
    double resident() throws IOException {
        double kibibytes = 0;
        for (ProcessHandle each : Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList()) {
            kibibytes += Files.readAllLines(Path.of("/proc", Long.toString(each.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
        return kibibytes / KIBI;
    }

    private double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Whether it responds with 200. */
    boolean answers(String path) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) BOUND.toMillis());
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .formatted(path)
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream input = socket.getInputStream();
            return new String(input.readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII)
                    .equals("HTTP/1.1 200");
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        Runtime.getRuntime().removeShutdownHook(killer);
    }
}
