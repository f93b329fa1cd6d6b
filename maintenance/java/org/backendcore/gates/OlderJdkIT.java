package org.backendcore.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.backendcore.testkit.Command.Ended;
import org.backendcore.testkit.Jdk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The build with a JDK that is too old for Payara Micro; the continuous integration runs its tests on Open Liberty.
 */
@Tag("gates")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the checkout of OlderJdkIT") // Makes the class's own tests run one after the other.
final class OlderJdkIT {
    private static final String LEFT_OUT =
            "without Payara Micro, target/dist and every test on it: Payara Micro requires Java 21, and this is 17";

    private final Checkout copy = Checkout.in("older-jdk");
    private final Optional<Path> jdk = Jdk.ofRelease(17);

    OlderJdkIT() throws IOException, InterruptedException {}

    @BeforeAll
    void needsOne() {
        assumeTrue(jdk.isPresent(), "no JDK 17 on this machine");
    }

    @AfterAll
    void delete() {
        copy.close();
    }

    /** It does not keep the output of a newer JDK either, which is not from this build. */
    @Test
    void makesTheCommandLineAloneAndSaysSoFirstAndLast() throws Exception {
        // As a newer JDK has left it.
        Files.createDirectories(copy.file("target/dist/lib/payara-micro"));
        Ended ended = maven("-DskipTests", "-DskipITs", "verify");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        List<String> steps = ended.output()
                .lines()
                .filter(line -> line.contains("] --- ") || line.contains(LEFT_OUT))
                .toList();
        assertThat(steps).filteredOn(line -> line.contains(LEFT_OUT)).hasSize(2);
        assertThat(steps.subList(0, 5)).as("at the beginning").anyMatch(line -> line.contains(LEFT_OUT));
        // Only the verdict on the tests follows.
        assertThat(steps.subList(steps.size() - 2, steps.size()))
                .as("at the end")
                .anyMatch(line -> line.contains(LEFT_OUT));
        assertThat(copy.file("target/dist")).doesNotExist();
        assertThat(copy.file("target/command-line/bin/backend-core")).isExecutable();
        assertThat(copy.file("target/command-line/lib/payara-micro")).doesNotExist();
    }

    /** Commands that need Payara Micro end at once and list the suitable versions. */
    @ParameterizedTest
    @ValueSource(strings = {"-Ppayara-dev", "-Prelease", "-Dsuite=slow"})
    void refusesWhatNeedsPayaraMicro(String argument) throws Exception {
        Ended ended = maven(argument, "validate");
        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.output()).contains("RequireJavaVersion", "is not in the allowed range [21,26)");
    }

    private Ended maven(String... arguments) throws IOException, InterruptedException {
        return copy.maven(Map.of("JAVA_HOME", jdk.orElseThrow().toString()), arguments);
    }
}
