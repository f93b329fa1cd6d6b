package org.backendcore.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A server in a folder of its own, ready to start; closing it deletes the folder.
 *
 * @param war the file that the server deploys
 * @param drivers the folder of the JDBC drivers
 * @param command what starts the server in the foreground
 * @param directCommand what starts it without the command line of this project
 * @param environment what that command needs
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
