package org.backendcore.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backendcore.copy.NewBackend.Names;
import org.backendcore.testkit.Command;
import org.backendcore.testkit.Command.Ended;
import org.backendcore.testkit.Folders;

/**
 * A copy that the README's command has made below {@code target}.
 *
 * @param from the names of this project
 * @param to the names of the copy: longer, so that lines are wrapped elsewhere, and not the same in a copy of a copy
 */
record MadeCopy(Path folder, Names from, Names to) {
    /** A bound against hangs; Maven may have to load everything. */
    private static final Duration BOUND = Duration.ofMinutes(20);

    /** The builder need not have told git a name; and settings about signed commits and hooks do not matter here. */
    static final Map<String, String> GIT = Map.of(
            "GIT_AUTHOR_NAME", "A test",
            "GIT_AUTHOR_EMAIL", "test@example.com",
            "GIT_COMMITTER_NAME", "A test",
            "GIT_COMMITTER_EMAIL", "test@example.com",
            "GIT_CONFIG_PARAMETERS", "'commit.gpgSign=false' 'core.hooksPath=/dev/null'",
            // A command that only asks writes nothing, beside a test that reads all files.
            "GIT_OPTIONAL_LOCKS", "0");

    static MadeCopy in(String name) throws IOException, InterruptedException {
        return of(Path.of("").toAbsolutePath(), Path.of("target", name).toAbsolutePath());
    }

    /** Of another checkout of this project. */
    static MadeCopy of(Path project, Path folder) throws IOException, InterruptedException {
        Folders.deleteIfThere(folder);
        String ownPackage = MadeCopy.class.getPackageName();
        Names from = Names.of(
                Files.readString(project.resolve("pom.xml")),
                ownPackage.substring(0, ownPackage.length() - ".copy".length()));
        String other = Integer.toHexString(from.artifact().hashCode());
        Names to = new Names(
                "com.example.teams",
                "copy-" + other,
                "com.example.teams.copy%s.backend".formatted(other),
                "The Copy " + other);
        Ended ended =
                command(project, folder.toString(), to.group() + ":" + to.artifact(), to.rootPackage(), to.title());
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

    /** The same with other arguments, in a checkout of this project. */
    static Ended command(Path project, String... arguments) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, documented().get(1)));
        command.addAll(List.of(arguments));
        return new Command(project, GIT, command).run(BOUND);
    }

    Ended run(Duration bound, String... command) throws IOException, InterruptedException {
        return new Command(folder, GIT, List.of(command)).run(bound);
    }

    /** With success. */
    String git(String... arguments) throws IOException, InterruptedException {
        return git(folder, arguments);
    }

    static String git(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        Ended ended = new Command(folder, GIT, command).run(BOUND);
        assertThat(ended.exitCode()).as("%s: %s", command, ended.output()).isZero();
        return ended.output();
    }

    Path file(String name) {
        return folder.resolve(name);
    }
}
