package org.backendcore.testkit;

import static com.networknt.schema.InputFormat.JSON;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.json.JsonObject;
import java.io.IOException;
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
 * @param lines the printed lines
 */
public record PrintedLog(List<PrintedLine> lines) {
    /** Lines that the JVM and Open Liberty's script print: docs/logging.md has the table. */
    private static final Pattern NOT_OF_THE_SERVER = Pattern.compile(
            "|(NOTE: )?Picked up _?J[A-Z_]+: .*|Runtime\\.exit\\(143\\) logging failed: .*|\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");

    /** An agent's record before Open Liberty's: two lines, in the format of the JDK. */
    private static final Pattern OF_AN_AGENT =
            Pattern.compile("[A-Z][a-z]{2} \\d+, \\d{4} .* premain|INFO: an agent .*");

    /** The last line of the heap section, which follows the threads. */
    private static final String END_OF_DUMP = "  class space ";

    /** The first line of a text record: Payara Micro's, or that of Open Liberty's format {@code dev}. */
    private static final Pattern TEXT = Pattern.compile("(?:\\d{4}-\\d\\d-\\d\\d \\S+ |\\[)([A-Z]+) *[\\[\\]]");

    private static final Set<String> PROBLEMS = Set.of("WARN", "WARNING", "ERROR", "SEVERE", "FATAL");

    /** Intended in the tests: {@link Installation#forbidArchives}. */
    private static final String WITHOUT_ARCHIVES = "starting without the class-data archive";

    /** The number of lines shown per problem. */
    private static final int SHOWN = 60;

    /** The number of frames shown per exception and cause. */
    private static final int FRAMES = 8;

    private static final Schema SCHEMA = schema();

    /** Parses printed text. */
    public static PrintedLog of(String text) {
        return new PrintedLog(text.lines().map(PrintedLine::of).toList());
    }

    /** Without its first lines. */
    PrintedLog after(int first) {
        return new PrintedLog(lines.subList(first, lines.size()));
    }

    /** The records in the JSON lines. */
    public List<JsonObject> records() {
        return lines.stream().flatMap(line -> line.record().stream()).toList();
    }

    /** In readable form: for JSON, level, logger, message and stack trace. */
    String readable() {
        return lines.stream().map(line -> line.readable() + "\n").collect(Collectors.joining());
    }

    /** The last record of WARNING or worse, with the beginning of its stack trace. */
    Optional<String> lastProblem() {
        List<String> problem = new ArrayList<>();
        boolean goesOn = false;
        for (PrintedLine line : lines) {
            Optional<JsonObject> json = line.record();
            Matcher text = TEXT.matcher(line.text());
            if (json.isPresent() || text.lookingAt()) {
                goesOn = !line.text().contains(WITHOUT_ARCHIVES)
                        && PROBLEMS.contains(json.map(record -> record.getString("log.level", ""))
                                .orElseGet(() -> text.group(1)));
                if (goesOn) {
                    problem.clear();
                }
            }
            if (goesOn) {
                problem.addAll(line.readable().lines().toList());
            }
        }
        return problem.isEmpty() ? Optional.empty() : Optional.of(shortened(problem));
    }

    /** Includes each cause: the last one is often the most informative. */
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

    /** Fails if a line of the server is not a record according to {@code docs/log-record.schema.json}. */
    public void assertThatEveryLineIsARecord() {
        for (PrintedLine line : printedByTheServer()) {
            List<com.networknt.schema.Error> errors =
                    line.record().isPresent() ? SCHEMA.validate(line.text(), JSON) : List.of();
            if (line.record().isEmpty() || !errors.isEmpty()) {
                throw new AssertionError(
                        "not a record of the log: %s%n%s%ndocs/log-record.schema.json has the fields of a record"
                                .formatted(line.text(), errors));
            }
        }
    }

    /** Without the lines of the JVM, such as the many of a thread dump. */
    public List<String> linesOfTheServer() {
        return printedByTheServer().stream().map(PrintedLine::text).toList();
    }

    private List<PrintedLine> printedByTheServer() {
        List<PrintedLine> ofTheServer = new ArrayList<>();
        boolean dump = false;
        for (PrintedLine printed : lines) {
            String line = printed.text();
            // The JVM's lines may appear between the server's.
            boolean ofTheJvm = dump && !line.startsWith("{");
            if (line.startsWith("Full thread dump")) {
                dump = true;
            } else if (ofTheJvm && line.startsWith(END_OF_DUMP)) {
                dump = false;
            } else if (!ofTheJvm
                    && !NOT_OF_THE_SERVER.matcher(line).matches()
                    && !OF_AN_AGENT.matcher(line).matches()) {
                ofTheServer.add(printed);
            }
        }
        return ofTheServer;
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
