package org.backendcore.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backendcore.testkit.Command;
import org.backendcore.testkit.Command.Ended;
import org.backendcore.testkit.Programs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parses every diagram of the documents with Mermaid's own parser: a reader sees an error message in place of a broken one. */
@Tag("commands")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class DiagramsIT {
    private static final Path FOLDER = Path.of("target", "mermaid").toAbsolutePath();

    /** The trust store of Debian and Ubuntu. */
    private static final Path CERTIFICATES = Path.of("/etc/ssl/certs/ca-certificates.crt");

    /** A bound against hangs; npm may have to download everything. */
    private static final Duration BOUND = Duration.ofMinutes(10);

    /** The library that draws the diagrams on GitHub. */
    private static final String MERMAID = "mermaid@11.17.2";

    /** A browser's window and document, which Mermaid needs; the newest one for Node.js 18, which Debian 12 has. */
    private static final String JSDOM = "jsdom@26.1.0";

    private static final int OLDEST_NODE = 18;

    /** A block without a closing fence extends to the end of the document. */
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```mermaid *\\n(.*?)(?:^ *``` *$|\\z)");

    /** Reads a place and a text per diagram from its arguments; prints the place and the error of each that does not parse. */
    private static final String PARSER = """
            import { JSDOM } from 'jsdom';
            const { window } = new JSDOM();
            Object.assign(globalThis, { window, document: window.document });
            const { default: mermaid } = await import('mermaid');
            const diagrams = process.argv.slice(1);
            for (let i = 0; i < diagrams.length; i += 2) {
              try {
                await mermaid.parse(diagrams[i + 1]);
              } catch (error) {
                console.log(`${diagrams[i]}: ${error.message}`);
                process.exitCode = 1;
              }
            }
            """;

    /**
     * A block of a document.
     *
     * @param place the document and the line of the fence
     */
    record Diagram(String place, String text) {}

    @BeforeAll
    static void installTheParser() throws Exception {
        Programs.need("node", "parses the diagrams");
        Programs.need("npm", "installs the parser of the diagrams");
        Files.createDirectories(FOLDER);
        String version = run(List.of("node", "--version")).output().strip();
        Programs.needs(
                Integer.parseInt(version.replaceFirst("v(\\d+)\\..*", "$1")) >= OLDEST_NODE,
                "Node.js %s here, and the parser of the diagrams needs %s or newer".formatted(version, OLDEST_NODE));
        Ended installed = run(List.of(
                "npm",
                "install",
                "--no-save",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefix",
                FOLDER.toString(),
                MERMAID,
                JSDOM));
        assertThat(installed.exitCode()).as(installed.output()).isZero();
    }

    @Test
    void everyDiagramParses() throws Exception {
        List<Diagram> diagrams = new ArrayList<>();
        for (Path document : documents()) {
            diagrams.addAll(diagrams(document.toString(), Files.readString(document)));
        }
        assertThat(diagrams).isNotEmpty();
        Ended ended = parse(diagrams);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @Test
    void reportsADiagramThatDoesNotParse() throws Exception {
        Ended ended = parse(diagrams("broken.md", """
                # Two diagrams

                ```mermaid
                flowchart LR
                  a[one, two] -- three --> b([4])
                ```

                ```mermaid
                flowchart LR
                  a -->
                ```
                """));
        assertThat(ended.output())
                .startsWith("broken.md:8: Parse error on line ")
                .doesNotContain("broken.md:3");
        assertThat(ended.exitCode()).isOne();
    }

    private static List<Path> documents() throws IOException, InterruptedException {
        Ended tracked = new Command(Path.of("").toAbsolutePath(), Map.of(), List.of("git", "ls-files", "-z", "*.md"))
                .run(BOUND);
        assertThat(tracked.exitCode()).as(tracked.output()).isZero();
        return Stream.of(tracked.output().split("\0", -1))
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                // Git also knows files that are deleted, but not committed so.
                .filter(Files::exists)
                .toList();
    }

    private static List<Diagram> diagrams(String document, String text) {
        return BLOCK.matcher(text)
                .results()
                .map(block -> new Diagram("%s:%s".formatted(document, line(text, block)), block.group(1)))
                .toList();
    }

    private static long line(String text, MatchResult block) {
        return 1
                + text.substring(0, block.start())
                        .chars()
                        .filter(letter -> letter == '\n')
                        .count();
    }

    private static Ended parse(List<Diagram> diagrams) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("node", "--input-type=module", "--eval", PARSER));
        diagrams.forEach(diagram -> words.addAll(List.of(diagram.place(), diagram.text())));
        return run(words);
    }

    private static Ended run(List<String> words) throws IOException, InterruptedException {
        return new Command(FOLDER, environment(), words).run(BOUND);
    }

    /** Node.js knows only certificates of its own, unlike Maven and the package manager, which installed it. */
    private static Map<String, String> environment() {
        return System.getenv("NODE_EXTRA_CA_CERTS") == null && Files.exists(CERTIFICATES)
                ? Map.of("NODE_EXTRA_CA_CERTS", CERTIFICATES.toString())
                : Map.of();
    }
}
