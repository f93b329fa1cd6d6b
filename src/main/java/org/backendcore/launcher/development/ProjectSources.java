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
 * The parts of the WAR, for {@link Development}: all of them each time, so nothing is out of date, and without Maven,
 * which takes longer than the compiler.
 *
 * @param project the folder of the project, in which the build has created the WAR
 */
record ProjectSources(Path project, SourceCompiler compiler) {
    /** The modification time of each file. */
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
                    // Deleted just now, so this state does not include the file.
                }
            }
        }
        return new State(Map.copyOf(changes));
    }

    /**
     * Whether it succeeded; the compiler prints the errors. Compiles all sources, including those that are not in the
     * WAR, as the build does.
     */
    boolean compile() throws IOException {
        delete(classes());
        Files.createDirectories(classes());
        List<Path> java = files(main("java")).stream()
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
        return compiler.compile(java, classes());
    }

    /** Assembles the application in a folder of that name, which Payara must not have deployed at the time. */
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

    /** Excludes the packages that the build has left out of the WAR; a new package is treated like its parent. */
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
