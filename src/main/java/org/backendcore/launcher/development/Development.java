package org.backendcore.launcher.development;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.backendcore.infrastructure.process.LauncherProtocol;

/**
 * Payara Micro during development, {@code ./mvnw -Ppayara-dev package}: each time a source changes, it compiles all
 * sources and deploys the result in the same process, so a debugger stays attached. If the compilation fails, the
 * application stays as it was; after a refused start the server waits for the next change.
 */
public final class Development {
    private static final Logger LOGGER = Logger.getLogger(Development.class.getName());

    /** The name of the application on Payara: that of its folder. */
    private static final String APPLICATION = "backend-core";

    /**
     * After a refused start, Payara logs the exception three more times. Strong reference: a logger that is
     * garbage-collected loses its filter.
     */
    private static final Logger LIFE_CYCLE = Logger.getLogger("javax.enterprise.system.core");

    private static final long PAUSE_MILLIS = 100;

    private static final double NANOSECONDS = 1e9;

    private final DevelopmentServer server;
    private final ProjectSources sources;

    private Development(DevelopmentServer server, ProjectSources sources) {
        this.server = server;
        this.sources = sources;
    }

    /**
     * Returns when the server stops.
     *
     * @param project the folder of the project
     * @param classPath the class path for compiling the sources
     * @param linterPath where the compiler finds Error Prone and NullAway
     */
    public static void run(DevelopmentServer server, Path project, String classPath, String linterPath)
            throws Exception {
        LIFE_CYCLE.setFilter(line -> LauncherProtocol.refused().isEmpty());
        try {
            SourceCompiler compiler = SourceCompiler.of(project, classPath, linterPath);
            new Development(server, new ProjectSources(project, compiler)).watch();
        } catch (IllegalStateException stopping) {
            // Payara reports in this way that it is not running any more.
        }
    }

    private void watch() throws Exception {
        ProjectSources.State deployed = ProjectSources.State.NONE;
        while (true) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            try {
                ProjectSources.State now = sources.state();
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                // An editor may still be writing.
                if (!now.equals(deployed) && now.equals(sources.state())) {
                    deployed = now;
                    deploy();
                }
            } catch (NoSuchFileException vanished) {
                // Git or an editor is at work: its result will be another state.
            }
        }
    }

    private void deploy() throws Exception {
        long begin = System.nanoTime();
        if (!sources.compile()) {
            LOGGER.warning("not compiled; the deployed application stays as it was");
            return;
        }
        double seconds = (System.nanoTime() - begin) / NANOSECONDS;
        LOGGER.info(() -> String.format(Locale.ROOT, "compiled in %.1f s; deploying", seconds));
        server.serve(false);
        if (server.hasDeployed(APPLICATION)) {
            server.undeploy(APPLICATION);
        }
        LauncherProtocol.beginDeployment();
        server.deploy(sources.assemble(APPLICATION));
        // The application has logged how it ended, and that must be the last line on the screen.
        if (LauncherProtocol.refused().isPresent()) {
            return;
        }
        if (server.hasDeployed(APPLICATION)) {
            server.serve(true);
        } else {
            LOGGER.warning("not deployed; the reason is logged above; waiting for the next change");
        }
    }
}
