package org.backendcore.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code maintenance/performance.md}, each section of which is written by one benchmark. */
final class Page {
    private static final Path FILE = Path.of("maintenance", "performance.md");

    private Page() {}

    /**
     * Replaces a section.
     *
     * @param heading that of the section, which the page has already
     * @param text ends with a line break
     */
    static synchronized void write(String heading, String text) throws IOException {
        String page = Files.readString(FILE);
        String title = "\n## " + heading + "\n";
        int begin = page.indexOf(title);
        int end = page.indexOf("\n## ", begin + title.length());
        if (begin < 0 || end < 0) {
            throw new IllegalStateException("no section '%s' with another one after it in %s".formatted(heading, FILE));
        }
        Files.writeString(
                FILE,
                page.substring(0, begin)
                        + title
                        + "\nMeasured with JDK %s on %s processors.\n"
                                .formatted(
                                        Runtime.version(), Runtime.getRuntime().availableProcessors())
                        + text
                        + page.substring(end));
    }

    /** The rows of a table. */
    static String rows(Stream<String> cells) {
        return cells.map("| %s |\n"::formatted).collect(Collectors.joining());
    }
}
