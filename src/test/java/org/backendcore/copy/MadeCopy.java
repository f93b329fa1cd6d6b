package org.backendcore.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.backendcore.copy.NewBackend.Names;
import org.backendcore.servers.Folders;

/**
 * A copy that the README's command has made below {@code target}.
 *
 * @param from what this project is called
 * @param to what the copy is called: longer, so that lines are wrapped elsewhere, and not the same in a copy of a copy
 */
record MadeCopy(Path folder, Names from, Names to) {
    /** A bound against hangs; Maven may have to load everything. */
    private static final int MINUTES_TO_MAKE = 20;

    /** What a process leaves. */
    record Ended(int exitCode, String output) {}

    static MadeCopy in(String name) throws IOException, InterruptedException {
        Path folder = Path.of("target", name).toAbsolutePath();
        if (Files.exists(folder)) {
            Folders.delete(folder);
        }
        String room = MadeCopy.class.getPackageName();
        Names from =
                Names.of(Files.readString(Path.of("pom.xml")), room.substring(0, room.length() - ".copy".length()));
        String other = Integer.toHexString(from.artifact().hashCode());
        Names to = new Names(
                "com.example.teams",
                "copy-" + other,
                "com.example.teams.copy%s.backend".formatted(other),
                "The Copy " + other);
        Ended ended = command(folder.toString(), to.group() + ":" + to.artifact(), to.rootPackage(), to.title());
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        return new MadeCopy(folder, from, to);
    }

    /** The command of the README. */
    static List<String> documented() throws IOException {
        try (Stream<String> readme = Files.lines(Path.of("README.md"))) {
            return readme.filter(line -> line.startsWith("java "))
                    .map(line -> List.of(line.split(" ", -1)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The same with other arguments; at leisure, because tests that await answers within a time may run beside it. */
    static Ended command(String... arguments) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                new ArrayList<>(List.of("nice", "-n", "19", java, documented().get(1)));
        command.addAll(List.of(arguments));
        return run(Path.of("").toAbsolutePath(), MINUTES_TO_MAKE, command);
    }

    Ended run(int minutes, String... command) throws IOException, InterruptedException {
        return run(folder, minutes, List.of(command));
    }

    private static Ended run(Path folder, int minutes, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(Path.of("target"), "copy-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Whoever builds need not have told git who they are.
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            builder.environment().put("GIT_%s_NAME".formatted(who), "A test");
            builder.environment().put("GIT_%s_EMAIL".formatted(who), "test@example.com");
        }
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(minutes, TimeUnit.MINUTES);
            assertThat(ended).as("it ends: %s", Files.readString(output)).isTrue();
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
            all.add(process.toHandle());
            all.forEach(ProcessHandle::destroyForcibly);
            Files.delete(output);
        }
    }
}
