package org.backendcore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The objects in {@code server-config/kubernetes}, file by file; ManifestsIT tests kustomize's output. */
@Tag("manifests")
final class SchemasTest {
    private static final Path FOLDER = Path.of("server-config/kubernetes");

    @ParameterizedTest
    @MethodSource("objects")
    void followTheSchemas(Path file) throws IOException {
        assertThat(Manifests.of(Files.readString(file)).objects())
                .flatMap(object -> Schemas.problems(object).toList())
                .isEmpty();
    }

    static List<Path> objects() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml") && !file.endsWith("kustomization.yaml"))
                    .sorted()
                    .toList();
        }
    }
}
