package org.backendcore.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents keep up with the project: links lead somewhere, and tests are there. */
final class DocumentsTest {
    static List<Path> documents() throws IOException {
        return Documents.all();
    }

    /** Links to other sites are only well-formed: a build asks nobody. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void noLinkIsDead(Path document) throws IOException {
        String text = Documents.withoutBlocks(Files.readString(document));
        List<String> dead = new ArrayList<>();
        for (String link : Documents.matches("\\]\\(([^)\\s]+)\\)", text)
                .map(found -> found.group(1))
                .toList()) {
            URI uri = URI.create(link);
            if (uri.getScheme() == null && !leadsSomewhere(document, uri)) {
                dead.add(link);
            }
        }
        assertThat(dead).isEmpty();
    }

    private static boolean leadsSomewhere(Path document, URI link) throws IOException {
        Path target = link.getPath().isEmpty()
                ? document
                : document.resolveSibling(link.getPath()).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return link.getFragment() == null || anchors(target).contains(link.getFragment());
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(Path document) throws IOException {
        return Documents.matches("(?m)^#+ (.*)$", Documents.withoutBlocks(Files.readString(document)))
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .toList();
    }

    /** As the decisions, the next steps and the promises about security name them: {@code ArchitectureTest.packagesHaveNoCycles}. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void everyTestThatIsNamedIsThere(Path document) throws IOException {
        String text = Files.readString(document);
        for (String[] name : Documents.matches("`([A-Z]\\w*[a-z]\\w*(?:Test|IT))(?:\\.(\\w+))?`", text)
                .map(found -> new String[] {found.group(1), found.group(2)})
                .toList()) {
            assertThat(source(name[0])).as(name[0]).isNotEmpty();
            assertThat(source(name[0])).contains(name[1] == null ? "class" : "void %s(".formatted(name[1]));
        }
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(""))) {
            Optional<Path> found = files.filter(file -> !file.startsWith("target") && file.endsWith(test + ".java"))
                    .findFirst();
            return found.isEmpty() ? "" : Files.readString(found.get());
        }
    }
}
