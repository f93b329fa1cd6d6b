package org.backendcore.infrastructure.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files generated from the catalogue; {@code -Dgenerate} writes them. */
final class GeneratedFilesTest {
    private static final String WAR = "src/main/resources/META-INF/microprofile-config";
    private static final Path RESOURCES = Path.of("src/main/resources/org/backendcore/infrastructure/settings");

    /**
     * The content is created in the test itself instead of with the list, so that each test fails for its own file
     * only.
     */
    private record Generated(Path path, Callable<String> writer) {}

    @ParameterizedTest
    @MethodSource("files")
    void followTheCatalogue(Generated file) throws Exception {
        String content = file.writer().call();
        if (System.getProperty("generate") != null) {
            Files.writeString(file.path(), content);
        }
        assertThat(file.path())
                .as("'./mvnw test -Dtest=GeneratedFilesTest -Dgenerate' rewrites it")
                .hasContent(content);
    }

    static Stream<Generated> files() {
        return Stream.of(
                new Generated(Path.of(WAR + ".properties"), DefaultsFile::ofEveryProfile),
                new Generated(Path.of(WAR + "-dev.properties"), () -> DefaultsFile.of(Profile.DEV)),
                new Generated(Path.of(WAR + "-prod.properties"), () -> DefaultsFile.of(Profile.PROD)),
                new Generated(Path.of(".env.example"), SettingsDocuments::environmentExample),
                new Generated(Path.of("docs/settings.md"), SettingsDocuments::page),
                configMap("dev/settings.env"),
                configMap("prod/settings/settings.env"),
                new Generated(RESOURCES.resolve("postgresql-parameters.txt"), DriverParameters::file));
    }

    private static Generated configMap(String overlay) {
        Path file = Path.of("server-config/kubernetes/overlays").resolve(overlay);
        return new Generated(file, () -> ConfigMapFile.of(file));
    }

    /** The files of the servers, which cannot be generated, have the same defaults. */
    @Test
    void theServersHaveTheSameDefaults() throws IOException {
        for (Profile profile : Profile.values()) {
            String liberty = Files.readString(Path.of("server-config/open-liberty/%s.xml".formatted(profile.key())));
            String payara = Files.readString(Path.of("server-config/payara-micro/%s.preboot".formatted(profile.key())))
                    + Files.readString(Path.of("server-config/payara-micro/common.preboot"));
            for (Setting<?> setting : Catalogue.ALL) {
                assertDefault(
                        liberty,
                        "<variable name=\"%s\" defaultValue=\"".formatted(setting.key()),
                        "\"",
                        setting,
                        profile);
                assertDefault(payara, "${ENV=%s:".formatted(setting.environmentName()), "}", setting, profile);
            }
        }
    }

    private static void assertDefault(String file, String before, String after, Setting<?> setting, Profile profile) {
        int start = file.indexOf(before);
        if (start >= 0) {
            String value = file.substring(start + before.length(), file.indexOf(after, start + before.length()));
            assertThat(setting.defaultIn(profile)).as(setting.key()).hasValue(value);
        }
    }
}
