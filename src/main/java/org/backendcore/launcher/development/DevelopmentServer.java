package org.backendcore.launcher.development;

import java.nio.file.Path;

/** The server that {@link Development} deploys to. */
public interface DevelopmentServer {
    boolean hasDeployed(String application) throws Exception;

    /** A folder with the name of the application. */
    void deploy(Path application) throws Exception;

    void undeploy(String application) throws Exception;

    /** Whether the listener lets requests in. */
    void serve(boolean serving);
}
