package org.backendcore.launcher;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Turns output to System.out or System.err, and uncaught exceptions of threads, into log records. */
final class StandardStreams {
    /** The logger of output to System.out. */
    static final String OUTPUT = "stdout";

    private static final PrintStream PAST_THE_LOG = System.err;

    private StandardStreams() {}

    static void log() {
        System.setOut(new PrintStream(new Lines(OUTPUT, Level.INFO), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new Lines("stderr", Level.WARNING), true, StandardCharsets.UTF_8));
        Logger logger = Logger.getLogger(Thread.class.getName());
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> logger.log(Level.SEVERE, "the thread '" + thread.getName() + "' died", failure));
    }

    /**
     * One record per line; empty lines are dropped. What a handler prints about its own failure bypasses the log,
     * because it would otherwise recurse forever.
     */
    private static final class Lines extends OutputStream {
        private final Logger logger;
        private final Level level;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private boolean logs;

        Lines(String name, Level level) {
            this.logger = Logger.getLogger(name);
            this.level = level;
        }

        @Override
        public synchronized void write(int character) {
            if (logs) {
                PAST_THE_LOG.write(character);
                return;
            }
            if (character != '\n') {
                line.write(character);
                return;
            }
            String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
            line.reset();
            if (!text.isEmpty()) {
                log(text);
            }
        }

        private void log(String text) {
            logs = true;
            try {
                logger.log(level, "{0}", text);
            } finally {
                logs = false;
            }
        }
    }
}
