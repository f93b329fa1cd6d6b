package org.backendcore.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code bin/backend-core} as a process that ends by itself. */
public record CommandLine(Path script) {
    /** The script in the distribution. */
    public static final CommandLine OF_THE_DIST = new CommandLine(BuiltDistribution.FOLDER.resolve("bin/backend-core"));

    /**
     * The result.
     *
     * @param output standard output and standard error together
     */
    public record Ended(int exitCode, String output) {

        /** A sentence, and the exit code for a problem that a person must fix. */
        public static Ended refused(String sentence) {
            return new Ended(78, sentence + "\n");
        }

        /** The output as the log of a server that was not started. */
        public PrintedLog log() {
            return PrintedLog.of(output);
        }
    }

    public static CommandLine of(Release release) {
        return new CommandLine(release.script());
    }

    public Ended run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        try (Running running = start(environment, arguments)) {
            return running.awaitEnd();
        }
    }

    public Running start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(Path.of("target"), "command-line-", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new Running(builder.start(), output);
    }

    /** A process that is still running; closing it ends it. */
    public record Running(Process process, Path file) implements AutoCloseable {

        public String output() throws IOException {
            return Files.readString(file);
        }

        public Ended awaitEnd() throws IOException, InterruptedException {
            assertThat(process.waitFor(2, TimeUnit.MINUTES))
                    .as("it ends: %s", output())
                    .isTrue();
            return new Ended(process.exitValue(), output());
        }

        /** Sends SIGKILL to the script and to its JVM. */
        public void kill() {
            List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
            all.add(process.toHandle());
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(each -> each.onExit().join());
        }

        @Override
        public void close() throws IOException {
            kill();
            Files.delete(file);
        }
    }
}
