package org.backendcore.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TimeZone;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.backendcore.infrastructure.process.ExitCode;
import picocli.CommandLine;

/** {@code bin/backend-core}: its arguments and its exit code. */
final class Main {
    /** Strong reference: a logger that is garbage-collected loses its level. */
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    private Main() {}

    public static void main(String[] arguments) {
        // As the servers do: the time zone is passed to the database, and PostgreSQL does not know every zone that a
        // JVM knows.
        Locale.setDefault(Locale.ENGLISH);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        logForPeople();
        boolean run = arguments.length == 1 && arguments[0].equals(RunCommand.COMMAND);
        try {
            PlainConfig config = PlainConfig.ofThisProcess();
            System.exit(run ? start(config) : commandLine(config).execute(arguments));
        } catch (NoClassDefFoundError missing) {
            // Printed without a library, because the one that normally prints may be missing, too.
            System.err.printf(
                    "%sthe distribution lacks the class %s, or this account cannot read its jar: unpack the release again%n",
                    run ? RunCommand.REFUSES : "", missing.getMessage());
            System.exit(ExitCode.CONFIGURATION.number());
        }
    }

    private static int start(PlainConfig config) {
        try {
            return new RunCommand(config, writer(System.out), writer(System.err)).run();
        } catch (RuntimeException fault) {
            fault.printStackTrace();
            return ExitCode.SOFTWARE.number();
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, false, StandardCharsets.UTF_8);
    }

    /** Logs progress to standard error, one line per message; Flyway's findings are reported in our own words. */
    private static void logForPeople() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler people = new ConsoleHandler();
        people.setFormatter(new Formatter() {
            @Override
            public String format(LogRecord line) {
                return TerminalText.harmless(formatMessage(line)) + "\n";
            }
        });
        root.addHandler(people);
        FLYWAY.setLevel(Level.OFF);
    }

    static CommandLine commandLine(PlainConfig config) {
        TerminalText err = TerminalText.of(config, TerminalText.Stream.ERR);
        boolean colour =
                err.colour() && TerminalText.of(config, TerminalText.Stream.OUT).colour();
        return new CommandLine(new Commands(config))
                .setUsageHelpWidth(100)
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        colour ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setExitCodeExceptionMapper(fault -> ExitCode.SOFTWARE.number())
                .setParameterExceptionHandler((exception, arguments) -> {
                    CommandLine failed = exception.getCommandLine();
                    failed.getErr().println(err.error(String.valueOf(exception.getMessage())));
                    failed.usage(failed.getErr());
                    return ExitCode.USAGE.number();
                });
    }
}
