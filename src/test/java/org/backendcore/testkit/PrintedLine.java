package org.backendcore.testkit;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.Optional;

/**
 * One line that a server has printed.
 *
 * @param record its record, if it is one in JSON
 */
public record PrintedLine(String text, Optional<JsonObject> record) {

    static PrintedLine of(String text) {
        return new PrintedLine(text, parsed(text));
    }

    /** In readable form: for JSON, level, logger, message and stack trace. */
    String readable() {
        return record.map(PrintedLine::readable).orElse(text);
    }

    private static Optional<JsonObject> parsed(String line) {
        if (!line.startsWith("{")) {
            return Optional.empty();
        }
        try (JsonReader reader = Json.createReader(new StringReader(line));
                JsonParser parser = Json.createParser(new StringReader(line))) {
            // Unlike the reader, the parser detects text after the object.
            while (parser.hasNext()) {
                parser.next();
            }
            return Optional.of(reader.readObject());
        } catch (JsonException exception) {
            return Optional.empty();
        }
    }

    private static String readable(JsonObject record) {
        return "%s [%s] %s%s"
                .formatted(
                        record.getString("log.level", ""),
                        record.getString("log.logger", ""),
                        record.getString("message", ""),
                        record.containsKey("error.stack_trace") ? "\n" + record.getString("error.stack_trace") : "");
    }
}
