package org.backendcore.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.backendcore.testkit.Canary;
import org.backendcore.testkit.ModuleSamples;
import picocli.CommandLine;

/** An environment, and the output of a command of {@code bin/backend-core} for it. */
public final class Checked {
    private static final Pattern KEY = Pattern.compile("(?m)(?<=^  \\d{1,2}\\. ')[a-z.-]+");

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();

    private Checked() {}

    /** With everything that prod requires, and nothing else. */
    static Checked prod() {
        Checked checked = new Checked();
        ModuleSamples.byVariable().forEach(checked::with);
        return checked.with("MP_CONFIG_PROFILE", "prod")
                .with("APP_SECRET_KEY", Canary.key())
                .with("APP_ALLOWED_HOSTS", "app.example.com")
                .with("DB_URL", "jdbc:postgresql://db.example.com/app?sslmode=verify-full")
                .with("DB_USER", "app")
                .with("DB_PASSWORD", Canary.password());
    }

    static Checked dev() {
        return new Checked().with("MP_CONFIG_PROFILE", "dev");
    }

    public static Checked nothing() {
        return new Checked();
    }

    public Checked with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public Checked without(String name) {
        environment.remove(name);
        return this;
    }

    Checked withProperty(String key, String value) {
        properties.put(key, value);
        return this;
    }

    public Result check() {
        return run("check");
    }

    public Result run(String... arguments) {
        StringWriter output = new StringWriter();
        CommandLine commandLine = Main.commandLine(new PlainConfig(environment, properties))
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(output, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return new Result(commandLine.execute(arguments), output.toString());
    }

    public record Result(int exitCode, String output) {
        /** The settings that the report names, in its order, separated by blanks. */
        String keys() {
            return KEY.matcher(output).results().map(MatchResult::group).collect(Collectors.joining(" "));
        }
    }
}
