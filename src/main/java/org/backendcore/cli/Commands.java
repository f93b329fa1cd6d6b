package org.backendcore.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Supplier;
import org.backendcore.infrastructure.database.DatabaseException;
import org.backendcore.infrastructure.process.ExitCode;
import org.backendcore.infrastructure.settings.CheckedSettings;
import org.backendcore.infrastructure.settings.SecretKey;
import org.backendcore.infrastructure.settings.Settings;
import org.backendcore.infrastructure.settings.SettingsListing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The subcommands of {@code bin/backend-core}. */
@Command(
        name = "backend-core",
        description =
                "Checks the settings and the database, applies migrations, and runs backend-core on Payara Micro.",
        synopsisSubcommandLabel = "COMMAND",
        subcommandsRepeatable = false,
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done.",
            "64:The command line is invalid.",
            "69:The database was not available in time; the same start may succeed later.",
            "70:A fault in the application, or a WAR that cannot be deployed.",
            "71:The operating system does not provide what the server needs, such as its port.",
            "78:A setting, the data source, the account, the schema, Java or a file of the distribution is invalid or missing.",
            "129, 130, 143:Stopped by SIGHUP, SIGINT or SIGTERM."
        },
        footer = {"", "Settings come from the environment; see docs/settings.md."})
final class Commands {
    private final PlainConfig config;

    @Spec
    private CommandSpec spec;

    Commands(PlainConfig config) {
        this.config = config;
    }

    /** The script starts the server if this exits with 0. */
    @Command(
            description = "Checks the settings and the port, then becomes the server.",
            mixinStandardHelpOptions = true)
    int run() {
        return new RunCommand(config, out(), spec.commandLine().getErr()).run();
    }

    @Command(
            description = "Creates the class-data archive that speeds up the start; 'run' creates it if it is missing.",
            mixinStandardHelpOptions = true)
    int prepare(
            @Option(
                            names = "--small",
                            description =
                                    "Creates it as for JVMs before 25, without an AOT cache: 38 MB smaller on JDK 25, but each start takes 0.8 s longer.")
                    boolean small) {
        Archives archives = Archives.of(config.properties());
        if (archives.exist()) {
            out().println("the class-data archive already exists in " + archives.folder());
            return 0;
        }
        try {
            archives.make(small ? ArchiveKind.CLASS_DATA : ArchiveKind.fastest());
            out().println("created the class-data archive in " + archives.folder());
            return 0;
        } catch (IOException exception) {
            return fail(ExitCode.SYSTEM, "cannot create the class-data archive: " + exception);
        }
    }

    @Command(
            description = "Reports all problems with the settings, without starting anything.",
            mixinStandardHelpOptions = true)
    int check(
            @Option(names = "--database", description = "Also connects to the database, and compares its schema.")
                    boolean database) {
        CheckedSettings checked = CheckedSettings.of(config.sources());
        TerminalText text = TerminalText.of(config, TerminalText.Stream.OUT);
        checked.warnings().forEach(warning -> out().println(text.warning("warning: ", warning)));
        if (checked.right().isEmpty()) {
            out().println(text.error(checked.report()));
            return ExitCode.CONFIGURATION.number();
        }
        Settings settings = checked.orThrow();
        out().println("the settings are valid (profile '%s')"
                .formatted(settings.profile().key()));
        return database ? report("the database is ready", new DatabaseCommands(settings, config.sources())::check) : 0;
    }

    @Command(
            description = "Applies pending migrations and exits. Safe to run repeatedly and concurrently.",
            mixinStandardHelpOptions = true)
    int migrate() {
        CheckedSettings checked = CheckedSettings.of(config.sources());
        if (checked.right().isEmpty()) {
            return fail(ExitCode.CONFIGURATION, checked.report());
        }
        PrintWriter err = spec.commandLine().getErr();
        TerminalText text = TerminalText.of(config, TerminalText.Stream.ERR);
        checked.warnings().forEach(warning -> err.println(text.warning("warning: ", warning)));
        return report("the schema is up to date", new DatabaseCommands(checked.orThrow(), config.sources())::migrate);
    }

    /** Prints what the database is, or what is wrong with it. */
    private int report(String success, Supplier<String> command) {
        try {
            TerminalText text = TerminalText.of(config, TerminalText.Stream.OUT);
            out().println(text.sentence("%s (%s)".formatted(success, command.get())));
            return 0;
        } catch (DatabaseException exception) {
            return fail(exception.exitCode(), String.valueOf(exception.getMessage()));
        }
    }

    @Command(
            description = "Lists every setting with its value, its source and what it overrides.",
            mixinStandardHelpOptions = true)
    int settings(@Option(names = "--json", description = "Prints the list as JSON.") boolean json) {
        SettingsListing listing = SettingsListing.of(config.sources());
        TerminalText text = TerminalText.of(config, TerminalText.Stream.OUT);
        out().println(
                        json
                                ? TerminalText.harmless(SettingsPrinter.json(listing))
                                : SettingsPrinter.text(listing, text));
        return 0;
    }

    @Command(description = "Generates a random value for APP_SECRET_KEY.", mixinStandardHelpOptions = true)
    int secret() {
        out().println(SecretKey.random().reveal());
        return 0;
    }

    private int fail(ExitCode exitCode, String reason) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(TerminalText.of(config, TerminalText.Stream.ERR).error(reason));
        return exitCode.number();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
