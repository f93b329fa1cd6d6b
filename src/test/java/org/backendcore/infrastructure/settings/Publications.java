package org.backendcore.infrastructure.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the files of this project publish: whoever has the project has these, so none of them is a secret. */
final class Publications {
    /** As long as a key, of the letters that keys are written in, with a digit among them. */
    private static final Pattern KEY_LIKE = Pattern.compile("[A-Za-z0-9+/=_-]{50,}");

    private static final Pattern DIGIT = Pattern.compile("[0-9]");

    private static final Pattern GIVEN =
            Pattern.compile("(?i)(?:secret[-_]key|password)(?:\",\\s*\"|=\"?)([\\w/~!%^][\\w+/~!%^-]*)");

    /** Only what belongs to the project; a working copy may have other things beside it. */
    private static final List<Path> OURS = Stream.of(
                    ".ci",
                    ".env.example",
                    ".github",
                    ".mvn",
                    "CHANGELOG.md",
                    "CONTRIBUTING.md",
                    "README.md",
                    "SECURITY.md",
                    "docs",
                    "mvnw",
                    "pom.xml",
                    "server-config",
                    "src")
            .map(Path::of)
            .toList();

    private Publications() {}

    /** The checksums of all that could pass for a key or is given as a secret, one a line. */
    static String checksums() throws IOException {
        return Stream.concat(keyLike().stream(), given().stream())
                .map(PublishedSecrets::checksum)
                .distinct()
                .sorted()
                .map(checksum -> checksum + "\n")
                .collect(Collectors.joining());
    }

    /** What files of settings, documents, scripts and tests give to a secret. */
    static List<String> given() throws IOException {
        return texts().stream()
                .flatMap(text -> GIVEN.matcher(text).results().map(found -> found.group(1)))
                .toList();
    }

    static List<String> keyLike() throws IOException {
        return texts().stream()
                .flatMap(text -> KEY_LIKE.matcher(text).results().map(MatchResult::group))
                .filter(DIGIT.asPredicate())
                .filter(text -> text.chars().distinct().count() >= 5)
                .toList();
    }

    /** The text of every file of the project, but for the list of the checksums itself. */
    static List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path root : OURS) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(Files::isRegularFile)
                        .filter(file -> !file.endsWith("published-secrets.txt"))
                        .map(Publications::read)
                        .forEach(texts::add);
            }
        }
        return texts;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
