package org.backendcore.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Filter;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.backendcore.infrastructure.process.EarlySettings;

/**
 * For JSON, makes every configuration log through {@link JsonHandler}, with the configured levels. It also keeps
 * logging while the JVM ends. Named in {@code jvm.options}, because an agent may log before the launcher's main class
 * is loaded.
 */
public final class ServerLogManager extends LogManager {
    private final boolean json = EarlySettings.ofThisProcess().logsJson();

    /** Called by java.util.logging, which creates the only instance. */
    public ServerLogManager() {}

    /**
     * Captures the log of this JVM and everything that is printed, if the format is JSON.
     *
     * @throws ServerException if another log manager was installed before
     */
    static void start() throws ServerException {
        if (!EarlySettings.ofThisProcess().logsJson()) {
            return;
        }
        if (!isThere()) {
            throw ServerException.otherLog();
        }
        StandardStreams.log();
    }

    /** Also works if another log manager was installed before. */
    static void log(LogRecord line) {
        if (isThere() || !EarlySettings.ofThisProcess().logsJson()) {
            Logger.getLogger(line.getLoggerName()).log(line);
        } else {
            new JsonHandler().publish(line);
        }
    }

    private static boolean isThere() {
        return getLogManager() instanceof ServerLogManager;
    }

    /** Reads the JRE's configuration first, then logging.properties, of which Payara Micro makes its own copy. */
    @Override
    public void readConfiguration(InputStream input) throws IOException {
        if (!json) {
            super.readConfiguration(input);
            return;
        }
        // Of two lines with the same name, the last one takes effect. When Payara Micro stops, it creates a
        // ConsoleHandler as if there were no other handler.
        String ours = """

                handlers=%s
                java.util.logging.ConsoleHandler.filter=%s
                """.formatted(JsonHandler.class.getName(), Silence.class.getName());
        super.readConfiguration(
                new SequenceInputStream(input, new ByteArrayInputStream(ours.getBytes(StandardCharsets.ISO_8859_1))));
    }

    /** The JVM's own hook removes the handlers while the server's hooks still log. */
    @Override
    public void reset() {
        if (!json || !Thread.currentThread().getClass().getName().startsWith(LogManager.class.getName())) {
            super.reset();
        }
    }

    /** Drops every record. */
    public static final class Silence implements Filter {

        @Override
        public boolean isLoggable(LogRecord record) {
            return false;
        }
    }
}
