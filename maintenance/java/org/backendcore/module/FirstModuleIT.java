package org.backendcore.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.backendcore.gates.Checkout;
import org.backendcore.testkit.Command.Ended;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A team's first modules, added as new files only: they pass the gates and their own tests on both servers and both
 * databases, and the baseline's tests that a module could break still pass.
 */
@Tag("module")
@Execution(ExecutionMode.CONCURRENT)
final class FirstModuleIT {
    private static final Path FILES = Path.of("maintenance/orders");

    @ParameterizedTest
    @CsvSource({
        "jdbc, 'Orders*IT'",
        "persistence, 'Orders*IT,RefusedStartContractIT,SettingsContractIT,SourceOrderContractIT,WarContractIT,LogContractIT,PostgresContractIT'"
    })
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void isAddedByNewFilesAlone(String store, String tests) throws Exception {
        try (Checkout project = Checkout.in("module-" + store)) {
            add(FILES.resolve("module"), project);
            add(FILES.resolve(store), project);
            Ended generated = project.maven("-q", "test", "-Dtest=GeneratedFilesTest", "-Dgenerate");
            assertThat(generated.exitCode()).as(generated.output()).isZero();
            assertThat(project.file("docs/settings.md")).content().contains("ORDERS_STOCK_TOKEN");
            Ended verified = project.maven("verify", "-P-one-class", "-Din-container.skip", "-Dit.test=" + tests);
            assertThat(verified.exitCode()).as(verified.output()).isZero();
            assertThat(verified.output()).contains("OrdersContractIT", "OrdersAtWorkContractIT", "ArchitectureTest");
        }
    }

    private static void add(Path files, Checkout project) throws IOException {
        try (Stream<Path> all = Files.walk(files)) {
            List<Path> sources = all.filter(Files::isRegularFile).toList();
            assertThat(sources).isNotEmpty();
            for (Path source : sources) {
                Path target = project.file(files.relativize(source).toString());
                Files.createDirectories(target.resolveSibling(""));
                // Fails if the baseline has such a file: a team would have to edit it.
                Files.copy(source, target);
            }
        }
    }
}
