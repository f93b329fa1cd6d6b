package org.backendcore.gates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands and the classes of the documents, as a person would type them. */
public final class TypedCommands {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    /** A command in a sentence or a table, with environment variables before it. */
    private static final Pattern INLINE = Pattern.compile(
            "`((?:[A-Z_]+=\\S+ )*(?:\\./mvnw|(?:target/dist/)?bin/(?:backend-core|server) \\w|java -|git tag|systemctl|pg_restore|tar -)[^`]*)`");

    private TypedCommands() {}

    /** The lines of the shell blocks, and the commands in sentences. */
    static List<String> commands(Path document) throws IOException {
        String text = Files.readString(document);
        return Stream.concat(
                        shellBlocks(document).stream().flatMap(String::lines),
                        INLINE.matcher(BLOCK.matcher(text).replaceAll(""))
                                .results()
                                .map(found -> found.group(1)))
                .toList();
    }

    static List<String> shellBlocks(Path document) throws IOException {
        return BLOCK.matcher(Files.readString(document))
                .results()
                .filter(block -> block.group(1).equals("sh"))
                .map(block -> block.group(2))
                .toList();
    }

    /** The block of Java that has this class. */
    public static String javaClass(String document, String name) throws IOException {
        return BLOCK.matcher(Files.readString(Path.of(document)))
                .results()
                .filter(block -> block.group(1).equals("java"))
                .map(block -> block.group(2))
                .filter(block -> block.contains(" class %s ".formatted(name)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("%s has no class '%s'".formatted(document, name)));
    }

    /** The block that has this line. */
    static String shellBlock(String document, String line) throws IOException {
        return shellBlocks(Path.of(document)).stream()
                .filter(block -> block.lines().anyMatch(line::equals))
                .findFirst()
                .orElseThrow(() -> new AssertionError("%s has no block with '%s'".formatted(document, line)));
    }
}
