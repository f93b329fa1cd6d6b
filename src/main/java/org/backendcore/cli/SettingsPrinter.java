package org.backendcore.cli;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.backendcore.infrastructure.settings.Origin;
import org.backendcore.infrastructure.settings.SettingsListing;
import org.backendcore.infrastructure.settings.SettingsListing.Line;

/** Prints the list of settings, for people or for machines. */
final class SettingsPrinter {
    private SettingsPrinter() {}

    static String text(SettingsListing listing, TerminalText terminal) {
        return terminal.terminal() ? SettingsTable.of(listing, terminal).text() : text(listing);
    }

    private static String text(SettingsListing listing) {
        int width = listing.lines().stream()
                .mapToInt(line -> line.key().length())
                .max()
                .orElse(0);
        return listing.lines().stream()
                .map(line -> text(line, width))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String text(Line line, int width) {
        String key = line.key() + " ".repeat(width - line.key().length());
        String source = source(line);
        return key + "  " + value(line) + (source.isEmpty() ? "" : "  " + source);
    }

    static String value(Line line) {
        return line.value().orElse(hidden(line));
    }

    static String source(Line line) {
        String source = line.source().map("(%s)"::formatted).orElse("");
        return line.overrides().isEmpty()
                ? source
                : line.overrides().stream()
                        .map(Origin::toString)
                        .collect(Collectors.joining(", ", source + ", overrides ", ""));
    }

    private static String hidden(Line line) {
        if (!line.set()) {
            return "(not set)";
        }
        return line.secret() ? "(secret)" : "(not shown: it may contain a password)";
    }

    static String json(SettingsListing listing) {
        JsonArrayBuilder settings = Json.createArrayBuilder();
        listing.lines().forEach(line -> settings.add(json(line)));
        JsonWriterFactory pretty = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
        StringWriter text = new StringWriter();
        pretty.createWriter(text).write(settings.build());
        return text.toString().strip();
    }

    private static JsonObjectBuilder json(Line line) {
        JsonObjectBuilder object = Json.createObjectBuilder()
                .add("key", line.key())
                .add("environment", line.environmentName())
                .add("secret", line.secret());
        object.add("set", line.set());
        line.value().ifPresentOrElse(value -> object.add("value", value), () -> object.addNull("value"));
        line.source().ifPresentOrElse(source -> object.add("source", json(source)), () -> object.addNull("source"));
        JsonArrayBuilder overrides = Json.createArrayBuilder();
        line.overrides().forEach(origin -> overrides.add(json(origin)));
        return object.add("overrides", overrides);
    }

    private static JsonObjectBuilder json(Origin origin) {
        return Json.createObjectBuilder()
                .add("kind", origin.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .add("name", origin.name());
    }
}
