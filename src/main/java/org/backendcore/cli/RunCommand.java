package org.backendcore.cli;

import co.elastic.logging.jul.EcsFormatter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.backendcore.infrastructure.process.RefusedStart;

/**
 * {@code bin/backend-core run} if there is no class-data archive yet: creates it before the script starts the server. It
 * does not use the library of the other commands, because loading that takes as long as the check.
 */
record RunCommand(PlainConfig config, PrintWriter out, PrintWriter err) {
    /** Valid only as the sole argument. */
    static final String COMMAND = "run";

    static final String REFUSES = "backend-core refuses to start: ";

    /** Returns the exit code; on 0 the script starts the server, which performs the check again. */
    int run() {
        Optional<RefusedStart> refused = StartCheck.of(config, warning -> log(Level.WARNING, warning));
        if (refused.isPresent()) {
            log(Level.SEVERE, REFUSES + refused.get().getMessage());
            return refused.get().exitCode().number();
        }
        prepareTheNextStart();
        return 0;
    }

    /** Without the archives the server only starts more slowly, so a failure does not fail the start. */
    private void prepareTheNextStart() {
        Archives archives = Archives.of(config.properties());
        if (archives.exist()) {
            return;
        }
        log(Level.INFO, "creating the class-data archive that speeds up the start, once for this JVM and this WAR");
        try {
            archives.make(ArchiveKind.fastest());
        } catch (IOException exception) {
            log(Level.WARNING, "starting without the class-data archive, which takes longer: " + exception);
        }
    }

    /** Logs to the server's log, in its format, because the message is about the start of a server. */
    private void log(Level level, String sentence) {
        if (!config.early().logsJson()) {
            err.println(sentence);
            err.flush();
            return;
        }
        LogRecord line = new LogRecord(level, sentence);
        line.setLoggerName(RunCommand.class.getName());
        out.print(new EcsFormatter().format(line));
        out.flush();
    }
}
