package org.backendcore.launcher.development;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the WAR is made of, for {@link Development}: all of it each time, so that nothing is out of date, without Maven, which takes
 * longer than the compiler.
 *
 * @param project the folder of the project, in which the build has made the WAR
 */
record ProjectSources(Path project, SourceCompiler compiler) {
    /** When each file was changed. */
    record State(Map<Path, FileTime> changes) {
        static final State NONE = new State(Map.of());
    }

    State state() throws IOException {
        Map<Path, FileTime> changes = new HashMap<>();
        for (String folder : List.of("java", "resources", "webapp")) {
            for (Path file : files(main(folder))) {
                try {
                    changes.put(file, Files.getLastModifiedTime(file));
                } catch (NoSuchFileException deleted) {
                    // Just now; so this state has no such file.
                }
            }
        }
        return new State(Map.copyOf(changes));
    }

    /** Whether it succeeded; the compiler prints what is wrong. All of them, also those that are not in the WAR: the build does so. */
    boolean compile() throws IOException {
        delete(classes());
        Files.createDirectories(classes());
        List<Path> java = files(main("java")).stream()
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
        return compiler.compile(java, classes());
    }

    /** The application as a folder of that name, which Payara must not have deployed meanwhile. */
    Path assemble(String name) throws IOException {
        Path application = target().resolve(name);
        Path classes = application.resolve("WEB-INF/classes");
        delete(application);
        copy(main("webapp"), application);
        copy(main("resources"), classes);
        copy(classes(), classes, this::isOfTheWar);
        copy(project.resolve("target/backend-core/WEB-INF/lib"), application.resolve("WEB-INF/lib"));
        return application;
    }

    /** Not what the build has left out of the WAR, by packages; a new package is where the one above it is. */
    private boolean isOfTheWar(Path file) {
        Path built = project.resolve("target/classes").resolve(classes().relativize(file.resolveSibling("")));
        while (!Files.exists(built)) {
            built = built.resolveSibling("");
        }
        return Files.exists(project.resolve("target/backend-core/WEB-INF/classes")
                .resolve(project.resolve("target/classes").relativize(built)));
    }

    private Path main(String folder) {
        return project.resolve("src/main").resolve(folder);
    }

    private Path classes() {
        return target().resolve("classes");
    }

    private Path target() {
        return project.resolve("target/development");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            return entries.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException exception) {
            throw exception.getCause();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        copy(from, to, file -> true);
    }

    private static void copy(Path from, Path to, Predicate<Path> which) throws IOException {
        for (Path file : files(from).stream().filter(which).toList()) {
            Path copy = to.resolve(from.relativize(file));
            Files.createDirectories(copy.resolveSibling(""));
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
