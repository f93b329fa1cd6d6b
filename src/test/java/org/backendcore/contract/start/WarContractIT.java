package org.backendcore.contract.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.WarChecksum;
import org.junit.jupiter.api.Test;

/** What is in the WAR, and what is not. */
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
                        "what a server brings has the scope 'provided'; a library that a module needs besides is added to LIBRARIES here, with its reason in docs/decisions.md")
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

    private static List<String> entries() throws IOException {
        try (ZipFile war = new ZipFile(Deployment.WAR.toFile())) {
            return war.stream().map(ZipEntry::getName).toList();
        }
    }
}
