package org.backendcore.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of the parts of Payara Micro that the distribution leaves out. */
final class UnusedPartsTest {
    private static final Path LIST = Path.of("server-config/payara-micro/unused-parts.properties");

    /** Payara Micro would deploy such a class, and nothing would happen. */
    @Test
    void holdNothingThatTheApplicationUses() throws IOException {
        String[] packages = UnusedParts.read(LIST).packages().stream()
                .filter(name -> name.contains("."))
                .map(name -> name + "..")
                .toArray(String[]::new);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .because("server-config/payara-micro/unused-parts.properties leaves these packages out")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPath(Path.of("target/classes")));
    }

    @Test
    void haveFilesWithAnyVersion(@TempDir Path folder) throws IOException {
        for (String name : List.of("b.jar", "a-7.2026.11.jar", "a-b.jar", "b-api-1.jar")) {
            Files.createFile(folder.resolve(name));
        }
        Path list = Files.writeString(folder.resolve("list"), "# a comment\njakarta.b = b\nz = a  a-b\n");
        UnusedParts parts = UnusedParts.read(list);
        assertThat(parts.packages()).containsExactly("jakarta.b", "z");
        assertThat(parts.in(folder))
                .containsExactlyInAnyOrder(
                        folder.resolve("a-7.2026.11.jar"), folder.resolve("a-b.jar"), folder.resolve("b.jar"));
    }

    /** A newer Payara Micro may call a part otherwise, and would otherwise bring it back. */
    @Test
    void areNotLeftOutInSilenceIfThereIsNone(@TempDir Path folder) {
        UnusedParts parts = new UnusedParts(List.of("jakarta.b"), List.of("b"));
        assertThatThrownBy(() -> parts.in(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("unused-parts.properties names 'b', but Payara Micro has no such jar in " + folder);
    }
}
