package org.backendcore.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compares the table of {@link ServerFeatures} with the manifests of the installed Open Liberty's features. */
@Tag("gates")
final class LibertyFeaturesIT {
    private static final Path FEATURES = Path.of("target/liberty/wlp/lib/features");

    @Test
    void bringNoApiThatTheTableDoesNotKnow() throws IOException {
        ServerFeatures none = new ServerFeatures(List.of());
        List<String> packages = attributes("IBM-API-Package")
                .flatMap(each -> Arrays.stream(each.split(",", -1)))
                .map(each -> each.split(";", -1)[0].strip())
                .filter(name -> name.startsWith("jakarta.") || name.startsWith("org.eclipse.microprofile."))
                // From MicroProfile 5 and earlier; no feature supports it together with those of 7.1.
                .filter(name -> !name.equals("org.eclipse.microprofile.opentracing"))
                .distinct()
                .toList();
        assertThat(packages).hasSizeGreaterThan(100);
        assertThat(packages).filteredOn(name -> none.missingFor(name).isEmpty()).isEmpty();
    }

    @Test
    void areThereByTheNamesOfTheTable() throws IOException {
        assertThat(attributes("IBM-ShortName").toList()).containsAll(ServerFeatures.recommended());
    }

    private static Stream<String> attributes(String name) throws IOException {
        try (Stream<Path> files = Files.list(FEATURES)) {
            return files
                    .filter(file -> file.toString().endsWith(".mf"))
                    .flatMap(file -> Optional.ofNullable(manifest(file).getValue(name)).stream())
                    .toList()
                    .stream();
        }
    }

    private static Attributes manifest(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            return new Manifest(input).getMainAttributes();
        } catch (IOException exception) {
            throw new java.io.UncheckedIOException(exception);
        }
    }
}
