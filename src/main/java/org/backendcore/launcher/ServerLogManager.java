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
 * For JSON, every configuration logs by {@link JsonHandler}; its levels hold. And what is logged while the JVM ends is still logged.
 * Named in {@code jvm.options}, because an agent may log before the launcher's main class is there.
 */
public final class ServerLogManager extends LogManager {
    private final boolean json = EarlySettings.ofThisProcess().logsJson();

    /** Called by java.util.logging, which makes the only one. */
    public ServerLogManager() {}

    /**
     * Takes the log of this JVM, and all that is printed, where that is JSON.
     *
     * @throws ServerException when another log manager was there before
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

    /** Also where another log manager was there before. */
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

    /** Of logging.properties, of which Payara Micro makes its own copy, and before that of the JRE. */
    @Override
    public void readConfiguration(InputStream input) throws IOException {
        if (!json) {
            super.readConfiguration(input);
            return;
        }
        // Of two lines for one name, the last counts. Payara Micro makes a ConsoleHandler when it stops, as if all
        // others were gone.
        String ours = """

                handlers=%s
                java.util.logging.ConsoleHandler.filter=%s
                """.formatted(JsonHandler.class.getName(), Silence.class.getName());
        super.readConfiguration(
                new SequenceInputStream(input, new ByteArrayInputStream(ours.getBytes(StandardCharsets.ISO_8859_1))));
    }

    /** The JVM's own hook takes the handlers away while the server's hooks still have something to say. */
    @Override
    public void reset() {
        if (!json || !Thread.currentThread().getClass().getName().startsWith(LogManager.class.getName())) {
            super.reset();
        }
    }

    /** Lets nothing through. */
    public static final class Silence implements Filter {

        @Override
        public boolean isLoggable(LogRecord record) {
            return false;
        }
    }
}
