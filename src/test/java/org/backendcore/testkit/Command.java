package org.backendcore.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A program that ends by itself, with the JDK of the tests as its JAVA_HOME.
 *
 * @param folder its working directory
 * @param environment added to that of the tests
 */
public record Command(Path folder, Map<String, String> environment, List<String> words) {
    /**
     * The result.
     *
     * @param output standard output and standard error together
     */
    public record Ended(int exitCode, String output) {}

    /** Fails if it takes longer than {@code bound}; it and its children are ended then. */
    public Ended run(Duration bound) throws IOException, InterruptedException {
        Path output = Files.createTempFile(Path.of("target"), "command-", ".log");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", Objects.requireNonNull(System.getProperty("java.home")));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(ended).as("%s ends: %s", words, Files.readString(output)).isTrue();
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
            all.add(process.toHandle());
            all.forEach(ProcessHandle::destroyForcibly);
            Files.delete(output);
        }
    }
}
