package org.backendcore.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A server in a folder of its own, ready to start; closing it deletes the folder.
 *
 * @param war the file that the server deploys
 * @param drivers the folder of the JDBC drivers
 * @param command what starts the server in the foreground
 * @param environment what that command needs
 */
public record Installation(
        ServerKind kind, Path folder, Path war, Path drivers, List<String> command, Map<String, String> environment)
        implements AutoCloseable {

    @Override
    public void close() {
        Folders.delete(folder);
    }
}
