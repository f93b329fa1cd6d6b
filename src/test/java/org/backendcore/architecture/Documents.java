package org.backendcore.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the documents say, cut into what a person reads and what a person types. */
public final class Documents {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    /** A command in a sentence or a table, with variables of its environment before it. */
    private static final Pattern INLINE = Pattern.compile(
            "`((?:[A-Z_]+=\\S+ )*(?:\\./mvnw|(?:target/dist/)?bin/(?:backend-core|server) \\w|java -|git tag|systemctl|pg_restore|tar -)[^`]*)`");

    private Documents() {}

    /** Those of the project and of its folders. */
    public static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.find(
                Path.of(""),
                2,
                (file, attributes) ->
                        attributes.isRegularFile() && file.toString().endsWith(".md"))) {
            return files.filter(file -> !file.startsWith("target") && !file.startsWith(".git"))
                    .sorted()
                    .toList();
        }
    }

    /** The lines of the shell blocks, and the commands in sentences. */
    public static List<String> commands(Path document) throws IOException {
        String text = Files.readString(document);
        return Stream.concat(
                        shellBlocks(document).stream().flatMap(String::lines),
                        INLINE.matcher(withoutBlocks(text)).results().map(found -> found.group(1)))
                .toList();
    }

    public static List<String> shellBlocks(Path document) throws IOException {
        return BLOCK.matcher(Files.readString(document))
                .results()
                .filter(block -> block.group(1).equals("sh"))
                .map(block -> block.group(2))
                .toList();
    }

    /** The block that has this line. */
    public static String shellBlock(String document, String line) throws IOException {
        return shellBlocks(Path.of(document)).stream()
                .filter(block -> block.lines().anyMatch(line::equals))
                .findFirst()
                .orElseThrow(() -> new AssertionError("%s has no block with '%s'".formatted(document, line)));
    }

    public static String withoutBlocks(String text) {
        return BLOCK.matcher(text).replaceAll("");
    }

    public static Stream<MatchResult> matches(String regex, String text) {
        return Pattern.compile(regex).matcher(text).results();
    }
}
