package org.backendcore.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documents of the project. */
final class Documents {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    private Documents() {}

    /** The documents in the root of the project and in its folders, three levels deep. */
    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.find(
                Path.of(""),
                3,
                (file, attributes) ->
                        attributes.isRegularFile() && file.toString().endsWith(".md"))) {
            return files.filter(file -> !file.startsWith("target") && !file.startsWith(".git"))
                    .sorted()
                    .toList();
        }
    }

    static String withoutBlocks(String text) {
        return BLOCK.matcher(text).replaceAll("");
    }

    static Stream<MatchResult> matches(String regex, String text) {
        return Pattern.compile(regex).matcher(text).results();
    }
}
