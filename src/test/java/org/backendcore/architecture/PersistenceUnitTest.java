package org.backendcore.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.backendcore.contract.fixtures.DocumentedUnit;
import org.backendcore.infrastructure.persistence.LazyPersistenceProvider;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * A persistence unit has all required elements: the application's, if there is one, and the example in
 * docs/next-steps.md.
 */
final class PersistenceUnitTest {
    static final Path FILE = Path.of("src/main/resources/META-INF/persistence.xml");

    @Test
    void ofTheApplicationIsComplete() throws Exception {
        assumeTrue(Files.exists(FILE), "this application has no persistence unit");
        assertThat(problems(Files.readString(FILE))).isEmpty();
    }

    /** Without one, both servers start, and respond with a 500 that does not give the reason. */
    @Test
    void isThereWhereTheApplicationInjectsIt() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> injecting = files.filter(Files::isRegularFile)
                    .filter(PersistenceUnitTest::injects)
                    .toList();
            assertThat(Files.exists(FILE) ? List.of() : injecting)
                    .as("inject what %s defines, but that file is missing: docs/next-steps.md shows it", FILE)
                    .isEmpty();
        }
    }

    private static boolean injects(Path file) {
        try {
            return Files.readString(file).contains("import jakarta.persistence.Persistence");
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    @Test
    void isCompleteWithAllOfThese() throws Exception {
        assertThat(problems(DocumentedUnit.xml())).isEmpty();
        assertThat(problems(DocumentedUnit.xml().replaceAll("(?s)<provider>.*</properties>", "")))
                .containsExactly(
                        "unit 'app' needs <provider>%s</provider>: otherwise Payara Micro connects before the checked start"
                                .formatted(LazyPersistenceProvider.class.getName()),
                        "unit 'app' needs <jta-data-source>jdbc/app</jta-data-source>: the data source that the start has checked",
                        "unit 'app' needs <shared-cache-mode>NONE</shared-cache-mode>: otherwise each replica answers from its own outdated cache, and one tenant gets the rows of another",
                        "unit 'app' needs jakarta.persistence.schema-generation.database.action 'none': only the migrations change the schema");
    }

    private static List<String> problems(String text) throws Exception {
        XPath path = XPathFactory.newDefaultInstance().newXPath();
        NodeList units = (NodeList) path.evaluate(
                "/persistence/persistence-unit",
                DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(text))),
                XPathConstants.NODESET);
        List<String> problems = new ArrayList<>();
        for (int index = 0; index < units.getLength(); index++) {
            Node unit = units.item(index);
            String name = "unit '%s' needs ".formatted(path.evaluate("@name", unit));
            require(
                    path,
                    unit,
                    name,
                    "provider",
                    LazyPersistenceProvider.class.getName(),
                    problems,
                    "otherwise Payara Micro connects before the checked start");
            require(
                    path,
                    unit,
                    name,
                    "jta-data-source",
                    "jdbc/app",
                    problems,
                    "the data source that the start has checked");
            require(
                    path,
                    unit,
                    name,
                    "shared-cache-mode",
                    "NONE",
                    problems,
                    "otherwise each replica answers from its own outdated cache, and one tenant gets the rows of another");
            String action = "jakarta.persistence.schema-generation.database.action";
            if (!path.evaluate("properties/property[@name='%s']/@value".formatted(action), unit)
                    .equals("none")) {
                problems.add(name + action + " 'none': only the migrations change the schema");
            }
        }
        return problems;
    }

    private static void require(
            XPath path, Node unit, String name, String element, String value, List<String> problems, String reason)
            throws Exception {
        if (!path.evaluate(element, unit).strip().equals(value)) {
            problems.add("%s<%2$s>%3$s</%2$s>: %4$s".formatted(name, element, value, reason));
        }
    }
}
