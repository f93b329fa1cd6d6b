package org.backendcore.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.backendcore.servers.Command.Ended;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents' commands for Maven, in one copy of the project, one after the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class MavenCommandsIT {
    private final Checkout copy = Checkout.in("commands");

    MavenCommandsIT() throws IOException, InterruptedException {}

    @AfterAll
    void delete() {
        copy.close();
    }

    static List<String> commands() {
        return DocumentedCommands.OF_MAVEN;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void succeeds(String command) throws Exception {
        Ended ended = copy.maven(command.substring("./mvnw ".length()).split(" ", -1));
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }
}
