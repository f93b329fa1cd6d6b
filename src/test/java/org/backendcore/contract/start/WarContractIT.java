package org.backendcore.contract.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.backendcore.testkit.BuiltDistribution;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.WarChecksum;
import org.junit.jupiter.api.Test;

/** The contents of the WAR, and the exclusions from it. */
final class WarContractIT {
    private static final Pattern LIBRARIES = Pattern.compile("WEB-INF/lib/(flyway-.*)\\.jar");

    @Test
    void isTheOneThatTheDistributionShips() throws IOException {
        assertThat(WarChecksum.of(Deployment.WAR)).isEqualTo(WarChecksum.built());
    }

    @Test
    void hasFlywayAsItsOnlyLibrary() throws IOException {
        assertThat(entries())
                .filteredOn(name -> name.startsWith("WEB-INF/lib/") && name.endsWith(".jar"))
                .as(
                        "a library that the servers provide must have the scope 'provided'; any other library that a module needs must be added to LIBRARIES here, with its reason as a decision in docs/adr")
                .isNotEmpty()
                .allMatch(name -> LIBRARIES.matcher(name).matches());
    }

    @Test
    void hasNoCommandLineInIt() throws IOException {
        assertThat(entries())
                .contains("WEB-INF/classes/org/backendcore/infrastructure/startup/CheckedStart.class")
                .noneMatch(name -> name.contains("/cli/")
                        || name.contains("/launcher/")
                        || name.contains("/infrastructure/postgresql/"));
    }

    /** From a module, the command line needs its settings; the module determines where they are. */
    @Test
    void hasNoClassThatTheCommandLineLacks() throws IOException {
        String classes = "WEB-INF/classes/";
        assertThat(entries(BuiltDistribution.FOLDER.resolve("lib/backend-core-cli.jar")))
                .containsAll(entries().stream()
                        .filter(name -> name.startsWith(classes + "org/backendcore/")
                                || name.startsWith(classes + "META-INF/services/org.backendcore."))
                        .map(name -> name.substring(classes.length()))
                        .toList());
    }

    private static List<String> entries() throws IOException {
        return entries(Deployment.WAR);
    }

    private static List<String> entries(Path archive) throws IOException {
        try (ZipFile file = new ZipFile(archive.toFile())) {
            return file.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> !name.endsWith("/"))
                    .toList();
        }
    }
}
