package org.backendcore.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.backendcore.testkit.Command.Ended;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Maven commands in {@code CONTRIBUTING.md}, in one copy of the project, one after the other. Excluded are those
 * that run a server until it is stopped (the suite {@code dev}), and the runs of all tests or of a suite.
 */
@Tag("commands")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class MavenCommandsIT {
    private final Checkout copy = Checkout.in("commands");

    MavenCommandsIT() throws IOException, InterruptedException {}

    @AfterAll
    void delete() {
        copy.close();
    }

    static List<String> commands() throws IOException {
        return TypedCommands.commands(Path.of("CONTRIBUTING.md")).stream()
                .filter(command -> command.startsWith("./mvnw "))
                .filter(command ->
                        !command.matches("\\./mvnw verify|.*(liberty:dev|-Ppayara-dev|-Prelease|-Dsuite=).*"))
                .distinct()
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void succeeds(String command) throws Exception {
        Ended ended = copy.maven(command.substring("./mvnw ".length()).split(" ", -1));
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }
}
