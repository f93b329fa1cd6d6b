package org.backendcore.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A server in its own folder, ready to start; closing it deletes the folder.
 *
 * @param war the file that the server deploys
 * @param drivers the folder of the JDBC drivers
 * @param command starts the server in the foreground
 * @param directCommand starts it without the command line of this project
 * @param environment the environment variables of that command
 */
public record Installation(
        ServerKind kind,
        Path folder,
        Path war,
        Path drivers,
        List<String> command,
        List<String> directCommand,
        Map<String, String> environment)
        implements AutoCloseable {

    /** The same without the command line of this project, so that the WAR is the first to check anything. */
    public Installation withoutCommandLine() {
        return new Installation(kind, folder, war, drivers, directCommand, directCommand, environment);
    }

    /** The same with one more environment variable. */
    Installation withVariable(String name, String value) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put(name, value);
        return new Installation(kind, folder, war, drivers, command, directCommand, Map.copyOf(variables));
    }

    /** The same with the command line of this project, also for a WAR that is not the product. */
    public Installation withCommandLine() {
        List<String> run = List.of(folder.resolve("bin/backend-core").toString(), "run");
        return new Installation(kind, folder, war, drivers, run, directCommand, environment);
    }

    /** The same with its own copy of the libraries and without class-data archives, which are shared otherwise. */
    public Installation withOwnLibraries() throws IOException {
        Path libraries = folder.resolve("lib");
        Folders.delete(libraries);
        Folders.copy(BuiltDistribution.FOLDER.resolve("lib"), libraries);
        return this;
    }

    /** Creates a file where the archives' folder would be, so that nobody has to wait until they are created. */
    static void forbidArchives(Path folder) throws IOException {
        Files.createFile(folder.resolve("lib/archives"));
    }

    /** Deletes the JDBC drivers. */
    public void deleteDrivers() throws IOException {
        if (Files.isSymbolicLink(folder.resolve("lib"))) {
            withOwnLibraries();
            forbidArchives(folder);
        }
        try (Stream<Path> jars = Files.list(drivers)) {
            for (Path jar : jars.toList()) {
                Files.delete(jar);
            }
        }
    }

    /** Changes the server's own definition of the data source in production. */
    public void edit(UnaryOperator<String> change) throws IOException {
        Path file = folder.resolve(kind.configuration());
        String before = Files.readString(file);
        String after = change.apply(before);
        if (after.equals(before)) {
            throw new IllegalStateException("nothing was changed in " + file);
        }
        Files.writeString(file, after);
    }

    @Override
    public void close() {
        Folders.delete(folder);
    }
}
