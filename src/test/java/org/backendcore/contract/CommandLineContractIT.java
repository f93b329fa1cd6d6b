package org.backendcore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/backend-core} where it does not become a server. */
final class CommandLineContractIT {

    private record Ended(int exitCode, String output) {}

    @ParameterizedTest
    @ValueSource(strings = {"", "serve", "run now"})
    void showsItsUsageWhenItIsNotUnderstood(String arguments) throws Exception {
        assertThat(run(arguments)).isEqualTo(new Ended(64, "usage: backend-core run%n".formatted()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "http", ""})
    void refusesAPortThatIsNone(String port) throws Exception {
        assertThat(run("run", "MP_CONFIG_PROFILE=dev", "HTTP_PORT=" + port))
                .isEqualTo(new Ended(
                        78,
                        "backend-core refuses to start: 'http.port' is '%s', but must be a number from 1 to 65535; set the environment variable HTTP_PORT%n"
                                .formatted(port)));
    }

    @Test
    void refusesAHostThatNobodyKnows() throws Exception {
        assertThat(run("run", "MP_CONFIG_PROFILE=dev", "HTTP_HOST=nowhere.invalid"))
                .isEqualTo(new Ended(
                        78,
                        "backend-core refuses to start: 'http.host' is 'nowhere.invalid', which no name server knows; set the environment variable HTTP_HOST%n"
                                .formatted()));
    }

    private static Ended run(String arguments, String... environment) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of("target/dist/bin/backend-core").toAbsolutePath().toString()));
        command.addAll(List.of(arguments.isEmpty() ? new String[0] : arguments.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        for (String variable : environment) {
            String[] nameAndValue = variable.split("=", 2);
            builder.environment().put(nameAndValue[0], nameAndValue[1]);
        }
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
