package org.backendcore.testkit;

import static com.networknt.schema.InputFormat.JSON;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.stream.JsonParser;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Everything that a server has printed so far, in either format.
 *
 * @param lines as they were printed
 */
public record PrintedLog(List<String> lines) {
    /** What the JVM and Open Liberty's script print: docs/logging.md has the table. */
    private static final Pattern NOT_OF_THE_SERVER = Pattern.compile(
            "|(NOTE: )?Picked up _?J[A-Z_]+: .*|Runtime\\.exit\\(143\\) logging failed: .*|\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");

    /** What an agent logs before Open Liberty does: two lines, in the format of the JDK. */
    private static final Pattern OF_AN_AGENT =
            Pattern.compile("[A-Z][a-z]{2} \\d+, \\d{4} .* premain|INFO: an agent .*");

    /** Behind the threads is the heap, and this is its last line. */
    private static final String END_OF_DUMP = "  class space ";

    /** The first line of a record that is text: Payara Micro's, and that of Open Liberty's format {@code dev}. */
    private static final Pattern TEXT = Pattern.compile("(?:\\d{4}-\\d\\d-\\d\\d \\S+ |\\[)([A-Z]+) *[\\[\\]]");

    private static final Set<String> PROBLEMS = Set.of("WARN", "WARNING", "ERROR", "SEVERE", "FATAL");

    /** As the tests have it of purpose: {@link Installation#forbidArchives}. */
    private static final String WITHOUT_ARCHIVES = "starts without archives of classes";

    /** Of a problem, so many lines are shown. */
    private static final int SHOWN = 60;

    /** And so many frames of each exception and each cause. */
    private static final int FRAMES = 8;

    private static final Schema SCHEMA = schema();

    /** What was printed. */
    public static PrintedLog of(String text) {
        return new PrintedLog(text.lines().toList());
    }

    /** The records of the lines that are JSON. */
    public List<JsonObject> records() {
        return lines.stream().flatMap(line -> parsed(line).stream()).toList();
    }

    /** As a person reads it: of JSON, level, logger, message and stack trace. */
    String readable() {
        return lines.stream()
                .map(line -> parsed(line).map(PrintedLog::readable).orElse(line) + "\n")
                .collect(Collectors.joining());
    }

    /** The last record of WARNING or worse, with the beginning of its stack trace. */
    Optional<String> lastProblem() {
        List<String> problem = new ArrayList<>();
        boolean goesOn = false;
        for (String line : lines) {
            Optional<JsonObject> json = parsed(line);
            Matcher text = TEXT.matcher(line);
            if (json.isPresent() || text.lookingAt()) {
                goesOn = !line.contains(WITHOUT_ARCHIVES)
                        && PROBLEMS.contains(json.map(record -> record.getString("log.level", ""))
                                .orElseGet(() -> text.group(1)));
                if (goesOn) {
                    problem.clear();
                }
            }
            if (goesOn) {
                problem.addAll(
                        json.map(PrintedLog::readable).orElse(line).lines().toList());
            }
        }
        return problem.isEmpty() ? Optional.empty() : Optional.of(shortened(problem));
    }

    /** With each cause: the last is often the one that says it. */
    private static String shortened(List<String> problem) {
        List<String> shown = new ArrayList<>();
        int frames = 0;
        for (String line : problem) {
            if (line.startsWith("\t")) {
                frames++;
            } else {
                frames = 0;
            }
            if (frames <= FRAMES) {
                shown.add(line);
            }
        }
        return shown.stream().limit(SHOWN).collect(Collectors.joining("\n"));
    }

    /** Fails when a line of the server is no record by {@code docs/log-record.schema.json}. */
    public void assertThatEveryLineIsARecord() {
        for (String line : linesOfTheServer()) {
            List<com.networknt.schema.Error> errors =
                    parsed(line).isPresent() ? SCHEMA.validate(line, JSON) : List.of();
            if (parsed(line).isEmpty() || !errors.isEmpty()) {
                throw new AssertionError(
                        "not a record of the log: %s%n%s%ndocs/log-record.schema.json has the fields of a record"
                                .formatted(line, errors));
            }
        }
    }

    /** Without those of the JVM, of which a thread dump has many. */
    public List<String> linesOfTheServer() {
        List<String> ofTheServer = new ArrayList<>();
        boolean dump = false;
        for (String line : lines) {
            // The JVM does not wait for the server's lines, nor they for it.
            boolean ofTheJvm = dump && !line.startsWith("{");
            if (line.startsWith("Full thread dump")) {
                dump = true;
            } else if (ofTheJvm && line.startsWith(END_OF_DUMP)) {
                dump = false;
            } else if (!ofTheJvm
                    && !NOT_OF_THE_SERVER.matcher(line).matches()
                    && !OF_AN_AGENT.matcher(line).matches()) {
                ofTheServer.add(line);
            }
        }
        return ofTheServer;
    }

    private static Optional<JsonObject> parsed(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(new StringReader(line));
                JsonParser parser = Json.createParser(new StringReader(line))) {
            // Unlike the reader, the parser sees what stands behind the object.
            while (parser.hasNext()) {
                parser.next();
            }
            return Optional.of(reader.readObject());
        } catch (JsonException exception) {
            return Optional.empty();
        }
    }

    private static String readable(JsonObject line) {
        return "%s [%s] %s%s"
                .formatted(
                        line.getString("log.level", ""),
                        line.getString("log.logger", ""),
                        line.getString("message", ""),
                        line.containsKey("error.stack_trace") ? "\n" + line.getString("error.stack_trace") : "");
    }

    private static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(Path.of("docs/log-record.schema.json")));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
