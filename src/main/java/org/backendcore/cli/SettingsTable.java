package org.backendcore.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.backendcore.infrastructure.settings.SettingsListing;
import org.backendcore.infrastructure.settings.SettingsListing.Line;

/**
 * The list of the settings on a terminal, in three columns: key, value and source.
 *
 * @param values where the column of the values begins
 * @param sources where the column of the sources begins; the source of a longer value is on the next line
 */
record SettingsTable(List<Line> lines, int values, int sources, TerminalText terminal) {
    private static final String GAP = "  ";

    /** The longest value that widens its column; the sources need the rest of the line. */
    private static final int LONGEST_VALUE = 28;

    static SettingsTable of(SettingsListing listing, TerminalText terminal) {
        List<Line> lines = listing.lines();
        int key = lines.stream()
                .mapToInt(line -> HangingIndent.columns(line.key()))
                .max()
                .orElse(0);
        int value = lines.stream()
                .mapToInt(line -> HangingIndent.columns(SettingsPrinter.value(line)))
                .filter(columns -> columns <= LONGEST_VALUE)
                .max()
                .orElse(0);
        int values = key + GAP.length();
        return new SettingsTable(lines, values, values + value + GAP.length(), terminal);
    }

    String text() {
        return lines.stream().map(this::text).collect(Collectors.joining("\n"));
    }

    private String text(Line line) {
        String source = SettingsPrinter.source(line);
        List<String> rows =
                new ArrayList<>(HangingIndent.wrap(padded(line.key(), values), SettingsPrinter.value(line)));
        if (!source.isEmpty()) {
            String beside = rows.get(rows.size() - 1) + GAP;
            boolean fits = HangingIndent.fits(sources, source);
            if (fits && rows.size() == 1 && HangingIndent.columns(beside) <= sources) {
                rows.remove(0);
                rows.addAll(HangingIndent.wrap(padded(beside, sources), source));
            } else {
                rows.addAll(HangingIndent.wrap(" ".repeat(fits ? sources : values), source));
            }
        }
        rows.set(0, terminal.bold(line.key()) + rows.get(0).substring(line.key().length()));
        return String.join("\n", rows);
    }

    private static String padded(String text, int columns) {
        return text + " ".repeat(columns - HangingIndent.columns(text));
    }
}
