package org.backendcore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backendcore.testkit.Command;
import org.backendcore.testkit.Folders;
import org.backendcore.testkit.Programs;

/**
 * A base image from this machine: POSIX sh with the few utilities that the distribution uses, and the JDK of the tests
 * as its JRE.
 */
final class BaseImage {
    private static final List<String> UTILITIES = List.of("sh", "cat", "chmod", "cksum", "dirname", "readlink", "tr");

    /** Parts of a JDK that a JRE does not have; and links that point to it. */
    private static final Set<String> NOT_OF_A_JRE = Set.of("include", "jmods", "man", "demo", "src.zip", "ct.sym");

    private static final Pattern LIBRARY = Pattern.compile("(?:=> |^\\s*)(/\\S+)", Pattern.MULTILINE);

    private final Path root;
    private final Path jre = Path.of(Objects.requireNonNull(System.getProperty("java.home")));

    private BaseImage(Path root) {
        this.root = root;
    }

    /** Builds it and returns its name. */
    static String build(Buildah buildah) throws IOException, InterruptedException {
        Path context = Folders.create("base");
        try {
            new BaseImage(context.resolve("root")).fill();
            Path file = Files.writeString(context.resolve("Containerfile"), """
                    FROM scratch
                    COPY root /
                    ENV JAVA_HOME=/opt/java PATH=/opt/java/bin:/bin
                    """);
            return buildah.build(file, context, "--tag", "base");
        } finally {
            Folders.delete(context);
        }
    }

    private void fill() throws IOException, InterruptedException {
        Files.createDirectories(root);
        Path temporary = Files.createDirectory(root.resolve("tmp"));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createDirectory(root.resolve("etc"));
        Path programs = Files.createDirectory(root.resolve("bin"));
        for (String utility : UTILITIES) {
            Path program = Programs.find(utility).orElseThrow().toRealPath();
            Files.copy(program, programs.resolve(utility));
            copyLibraries(List.of(program));
        }
        copyJre();
    }

    private void copyJre() throws IOException, InterruptedException {
        try (Stream<Path> files = Files.walk(jre, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.filter(Files::exists).filter(this::isOfAJre).toList()) {
                Path copy =
                        root.resolve("opt/java").resolve(jre.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        try (Stream<Path> files = Files.walk(jre.resolve("lib"))) {
            copyLibraries(Stream.concat(
                            Stream.of(jre.resolve("bin/java")),
                            files.filter(file -> file.toString().endsWith(".so")))
                    .toList());
        }
    }

    private boolean isOfAJre(Path file) {
        for (Path part : jre.relativize(file)) {
            if (NOT_OF_A_JRE.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }

    /**
     * The system libraries that programs and libraries are linked with, in the directories where the linker searches
     * for them.
     */
    private void copyLibraries(List<Path> programs) throws IOException, InterruptedException {
        List<String> words = Stream.concat(Stream.of("ldd"), programs.stream().map(Path::toString))
                .toList();
        Command.Ended ldd = new Command(root, Map.of(), words).run(Duration.ofMinutes(1));
        assertThat(ldd.output()).contains("libc.so");
        Set<Path> libraries = LIBRARY.matcher(ldd.output())
                .results()
                .map(found -> Path.of(found.group(1)))
                .filter(library -> library.toString().contains(".so"))
                .filter(library -> !library.startsWith(jre))
                .collect(Collectors.toSet());
        for (Path library : libraries) {
            Path copy = root.resolve(library.toString().substring(1));
            if (Files.exists(library) && Files.notExists(copy)) {
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.copy(library, copy);
            }
        }
    }
}
