package org.backendcore.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.backendcore.copy.NewBackend.Renaming;
import org.backendcore.testkit.Command.Ended;

/** A team's work in its copy: a module with its settings and migrations, a dependency, a README and a release. */
record TeamOfACopy(MadeCopy copy) {
    private static final Duration BOUND = Duration.ofMinutes(20);

    void works() throws Exception {
        addModule();
        ChangingBaseline.edit(copy.file("pom.xml"), "\n  <version>0.1.0</version>", "\n  <version>1.4.0</version>");
        ChangingBaseline.edit(copy.file("pom.xml"), "\n  </dependencies>\n", """

                            <dependency>
                              <groupId>org.hamcrest</groupId>
                              <artifactId>hamcrest</artifactId>
                              <version>3.0</version>
                              <scope>test</scope>
                            </dependency>
                          </dependencies>
                        """);
        String test = "src/test/java/%s/domain/orders/OrderStateTest.java"
                .formatted(copy.to().rootPackage().replace('.', '/'));
        Files.createDirectories(copy.file(test).resolveSibling(""));
        Files.writeString(copy.file(test), """
                        package %s.domain.orders;

                        import static org.hamcrest.MatcherAssert.assertThat;
                        import static org.hamcrest.Matchers.arrayWithSize;

                        import org.junit.jupiter.api.Test;

                        final class OrderStateTest {
                            @Test
                            void hasThree() {
                                assertThat(OrderState.values(), arrayWithSize(3));
                            }
                        }
                        """.formatted(copy.to().rootPackage()));
        String readme = Files.readString(copy.file("README.md"));
        int second = readme.indexOf("\n## ");
        Files.writeString(
                copy.file("README.md"),
                "# %s\n\nSells things.\n".formatted(copy.to().title()) + readme.substring(second));
        ChangingBaseline.edit(
                copy.file("CHANGELOG.md"), "## [Unreleased]\n", "## [Unreleased]\n\n### Added\n\n- Orders.\n");
        Ended generated = copy.run(
                BOUND,
                "./mvnw",
                "-B",
                "-ntp",
                "-q",
                "spotless:apply",
                "test",
                "-Dtest=GeneratedFilesTest",
                "-Dgenerate");
        assertThat(generated.exitCode()).as(generated.output()).isZero();
        assertThat(copy.file("docs/settings.md")).content().contains("ORDERS_STOCK_TOKEN");
        ChangingBaseline.commit(copy.folder(), "Sell things");
    }

    private void addModule() throws IOException {
        Renaming renaming = new Renaming(copy.from(), copy.to());
        for (String part : List.of("module", "jdbc")) {
            Path folder = Path.of("maintenance/orders", part);
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path target = copy.file(renaming.of(folder.relativize(file).toString()));
                    Files.createDirectories(target.resolveSibling(""));
                    Files.writeString(target, renaming.of(Files.readString(file)));
                }
            }
        }
    }
}
