package org.backendcore.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents match the project: links resolve, and the named tests exist. */
final class DocumentsTest {
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

    static List<Path> documents() throws IOException {
        return Documents.all();
    }

    /** Links to other sites are only checked for their form: a build does not access the network. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void noLinkIsDead(Path document) throws IOException {
        String text = Documents.withoutBlocks(Files.readString(document));
        List<String> dead = new ArrayList<>();
        for (String link : Documents.matches("\\]\\(<?([^)\\s>]+)>?\\)", text)
                .map(found -> found.group(1))
                .toList()) {
            if (!SCHEME.matcher(link).lookingAt() && !leadsSomewhere(document, link)) {
                dead.add(link);
            }
        }
        assertThat(dead).as("broken links in %s", document).isEmpty();
    }

    private static boolean leadsSomewhere(Path document, String link) throws IOException {
        String[] parts = URLDecoder.decode(link.replace("+", "%2B"), StandardCharsets.UTF_8)
                .split("#", 2);
        Path target = parts[0].isEmpty() ? document : target(document, parts[0]);
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1 || anchors(target).contains(parts[1]);
    }

    /** A link that begins with a slash is relative to the project. */
    private static Path target(Path document, String link) {
        return link.startsWith("/")
                ? Path.of(link.substring(1))
                : document.resolveSibling(link).normalize();
    }

    /**
     * As GitHub derives them from headings, with a number for repeated headings; and those that a document declares
     * explicitly.
     */
    private static List<String> anchors(Path document) throws IOException {
        String text = Documents.withoutBlocks(Files.readString(document));
        List<String> anchors = new ArrayList<>(Documents.matches("<a (?:id|name)=\"([^\"]+)\"", text)
                .map(named -> named.group(1))
                .toList());
        for (String heading : Documents.matches("(?m)^#+ (.*)$", text)
                .map(found -> found.group(1).replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1"))
                .toList()) {
            String anchor = heading.strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("(?U)[^\\w\\- ]", "")
                    .replace(' ', '-');
            String unique = anchor;
            for (int number = 1; anchors.contains(unique); number++) {
                unique = anchor + "-" + number;
            }
            anchors.add(unique);
        }
        return anchors;
    }

    /**
     * As named in the decisions, the next steps and the security promises:
     * {@code ArchitectureTest.packagesHaveNoCycles}.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void everyTestThatIsNamedIsThere(Path document) throws IOException {
        String text = Files.readString(document);
        for (String[] name : Documents.matches("`([A-Z]\\w*[a-z]\\w*(?:Test|IT))(?:\\.(\\w+))?`", text)
                .map(found -> new String[] {found.group(1), found.group(2)})
                .toList()) {
            assertThat(source(name[0]))
                    .as("%s names the test %s", document, name[0])
                    .isNotEmpty()
                    .contains(name[1] == null ? "class" : "void %s(".formatted(name[1]));
        }
    }

    private static String source(String test) throws IOException {
        List<Path> found = Documents.files(file -> file.endsWith(test + ".java"));
        return found.isEmpty() ? "" : Files.readString(found.get(0));
    }
}
