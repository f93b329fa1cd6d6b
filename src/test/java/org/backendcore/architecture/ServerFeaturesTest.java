package org.backendcore.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The APIs of Jakarta EE and MicroProfile that the application uses are available on Open Liberty, which has only the
 * features of its configuration.
 */
final class ServerFeaturesTest {
    private static final Path SERVER_XML = Path.of("server-config/open-liberty/server.xml");
    private static final String ROOT = "org.backendcore.";

    /** Packages beside the servers, or of the command line. */
    private static final List<String> ELSEWHERE =
            List.of(ROOT + "cli", ROOT + "launcher", ROOT + "infrastructure.postgresql");

    @Test
    void areThereForWhatTheApplicationUses() throws Exception {
        ServerFeatures features = ServerFeatures.of(SERVER_XML);
        Set<String> missing = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.backendcore")) {
            if (ELSEWHERE.stream().noneMatch(type.getPackageName()::startsWith)) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    String used =
                            dependency.getTargetClass().getBaseComponentType().getPackageName();
                    features.missingFor(used)
                            .ifPresent(feature -> missing.add(sentence(used, type.getName(), feature)));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static String sentence(String used, String user, String feature) {
        return "`%s` is used in %s: add the feature `%s` to %s".formatted(used, user, feature, SERVER_XML);
    }

    @ParameterizedTest
    @CsvSource({
        "jakarta.persistence.criteria, persistence-3.1",
        "jakarta.annotation.security, appSecurity-5.0",
        "jakarta.ejb, enterpriseBeansLite-4.0",
        "jakarta.json.bind.annotation, jsonb-3.0",
        "jakarta.json, ",
        "jakarta.annotation, ",
        "jakarta.enterprise.context, ",
        "jakarta.enterprise.concurrent, concurrent-3.0",
        "org.eclipse.microprofile.rest.client.inject, mpRestClient-4.0",
        "java.util, ",
        "jakarta.annotations, "
    })
    void areNamedWhereTheyAreMissing(String packageName, String feature) {
        ServerFeatures features = new ServerFeatures(List.of("cdi", "jsonp"));
        assertThat(features.missingFor(packageName).orElse(null)).isEqualTo(feature);
        assertThat(new ServerFeatures(List.of("jakartaee")).missingFor(packageName))
                .isEmpty();
    }
}
