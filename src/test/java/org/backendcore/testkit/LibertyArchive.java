package org.backendcore.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Open Liberty's class-data archive and its workarea, for the many starts in these tests. They are created once per
 * build, by a start that is refused, so the servers of the tests start like those that have started before.
 */
final class LibertyArchive {
    private static final Path FILE = Path.of("target", "liberty-classes.jsa").toAbsolutePath();
    private static final Path WORKAREA = FILE.resolveSibling("liberty-workarea");
    private static final long BOUND_MINUTES = 3;

    private LibertyArchive() {}

    /** The JVM options for using it. */
    static synchronized String options(Installation bare) throws IOException {
        if (!Files.exists(FILE) || !Files.exists(WORKAREA)) {
            make(bare);
        }
        return "-Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off -XX:SharedArchiveFile=" + FILE;
    }

    /** Liberty's cached data about its features, without any value of a setting. */
    static Path workarea() {
        return WORKAREA;
    }

    private static void make(Installation bare) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.copyOf(bare.command()))
                .directory(bare.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = new HashMap<>(bare.environment());
        environment.put("JVM_ARGS", "-XX:ArchiveClassesAtExit=" + FILE);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        // Without a profile or any other required setting.
        builder.environment().keySet().removeIf(name -> !name.equals("PATH") && !name.equals("HOME"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(BOUND_MINUTES, TimeUnit.MINUTES) || !Files.exists(FILE)) {
                throw new IOException("a start without settings did not end, or left no archive");
            }
            Folders.deleteIfThere(WORKAREA);
            Folders.copy(bare.folder().resolve("servers/backend-core/workarea"), WORKAREA);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
