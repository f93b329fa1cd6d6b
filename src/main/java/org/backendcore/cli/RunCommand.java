package org.backendcore.cli;

import co.elastic.logging.jul.EcsFormatter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.backendcore.infrastructure.process.ExitCode;
import org.backendcore.infrastructure.process.ListeningPort;
import org.backendcore.infrastructure.process.RefusedStart;
import org.backendcore.infrastructure.settings.CheckedSettings;
import org.backendcore.infrastructure.settings.Settings;

/**
 * {@code bin/backend-core run} until the script starts the server. The library of the other commands has no part in it: loading
 * that takes as long as the check.
 */
record RunCommand(PlainConfig config, PrintWriter out, PrintWriter err) {
    /** In arguments: this and nothing else. */
    static final String COMMAND = "run";

    static final String REFUSES = "backend-core refuses to start: ";

    /** The exit code; with 0 the script starts the server. */
    int run() {
        CheckedSettings checked = CheckedSettings.of(config.config());
        if (checked.right().isEmpty()) {
            return refuse(ExitCode.CONFIGURATION, checked.report());
        }
        try {
            Settings.Http http = checked.orThrow().http();
            ListeningPort.tryToOpen(http.host(), http.port());
        } catch (RefusedStart refused) {
            return refuse(refused.exitCode(), String.valueOf(refused.getMessage()));
        }
        prepareTheNextStart();
        return 0;
    }

    /** Only slower without, so a failure is none of the start. */
    private void prepareTheNextStart() {
        Archives archives = Archives.of(config.properties());
        if (archives.exist()) {
            return;
        }
        log(Level.INFO, "makes the archives of classes that make starts fast, once for this JVM and this WAR");
        try {
            archives.make(ArchiveKind.fastest());
        } catch (IOException exception) {
            log(Level.WARNING, "starts without archives of classes, so more slowly: " + exception);
        }
    }

    private int refuse(ExitCode exitCode, String reason) {
        log(Level.SEVERE, REFUSES + reason);
        return exitCode.number();
    }

    /** Of the start of a server, so it goes where its log goes, in the format of that. */
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
