package org.backendcore.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backendcore.testkit.Command.Ended;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each gate of the build detects the faults that are planted into a copy of the project, and names them. */
@Tag("gates")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the checkout of GatesIT") // Makes the class's own tests run one after the other.
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class GatesIT {
    private static final String POM = "pom.xml";
    private static final String BUILD = "src/build/pom.xml";
    /** Of the compiler, if there is no error. */
    private static final String WERROR = "warnings found and -Werror specified";

    private static final String DOMAIN = "src/main/java/org/backendcore/domain/Fault.java";

    private final Checkout copy = Checkout.in("gates");

    GatesIT() throws IOException, InterruptedException {}

    @AfterAll
    void delete() {
        copy.close();
    }

    /**
     * Faults that are planted together, because one run of Maven reports them all.
     *
     * @param maven the Maven arguments that detect them
     */
    record Gate(String name, List<String> maven, List<Fault> faults) {
        static Gate of(String name, String maven, Fault... faults) {
            return new Gate(name, List.of(maven.split(" ", -1)), List.of(faults));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A change of one file, or a part of a new class.
     *
     * @param words the expected message
     */
    record Fault(String name, String file, String before, String after, List<String> words) {
        /** For the enforcer, which also lists the rules that passed. */
        static Fault inPom(String name, String file, String before, String after, String rule) {
            return new Fault(name, file, before, after, List.of(rule + " failed"));
        }

        /** In the domain, the package with the fewest dependencies. */
        static Fault inCode(String name, String body, String... words) {
            return new Fault(name, DOMAIN, "", body, List.of(words));
        }

        boolean isInCode() {
            return before.isEmpty();
        }
    }

    static Stream<Gate> gates() {
        return Stream.of(
                Gate.of(
                        "the enforcer",
                        "validate",
                        Fault.inPom(
                                "another JDK",
                                BUILD,
                                "<jdk.versions>[17,26)</jdk.versions>",
                                "<jdk.versions>[8,9)</jdk.versions>",
                                "RequireJavaVersion"),
                        Fault.inPom(
                                "another Maven",
                                BUILD,
                                "<version>[3.9,4)</version>",
                                "<version>[2,3)</version>",
                                "RequireMavenVersion"),
                        Fault.inPom(
                                "a version that is a range",
                                BUILD,
                                "<version>${picocli.version}</version>",
                                "<version>[4.7,4.8)</version>",
                                "BanDynamicVersions"),
                        Fault.inPom(
                                "a version that is not released",
                                POM,
                                "  <version>0.1.0</version>\n  <packaging>",
                                "  <version>0.1.0-SNAPSHOT</version>\n  <packaging>",
                                "RequireReleaseVersion"),
                        Fault.inPom(
                                "a plugin without a version",
                                BUILD,
                                "        <version>4.10.4.1</version>\n",
                                "",
                                "RequirePluginVersions"),
                        Fault.inPom(
                                "two versions of one library",
                                POM,
                                "<artifactId>flyway-core</artifactId>\n      <version>${flyway.version}</version>",
                                "<artifactId>flyway-core</artifactId>\n      <version>13.11.1</version>",
                                "DependencyConvergence")),
                Gate.of(
                        "the enforcer, of libraries",
                        "validate",
                        Fault.inPom(
                                "a library that is not released",
                                BUILD,
                                "<version>${picocli.version}</version>",
                                "<version>4.7.8-SNAPSHOT</version>",
                                "BanDynamicVersions")),
                Gate.of(
                        "Maven itself",
                        "validate",
                        new Fault(
                                "a dependency that is declared twice",
                                POM,
                                "  <dependencies>\n",
                                "  <dependencies>\n" + dependency("org.jspecify:jspecify:1.0.0"),
                                List.of("must be unique"))),
                Gate.of(
                        "the formatter",
                        "validate",
                        Fault.inCode("code in another format", "  int  anything ;\n", "spotless:apply")),
                Gate.of(
                        "the compiler",
                        "process-classes",
                        // Ends the compilation before Error Prone begins.
                        Fault.inCode(
                                "a warning of the compiler",
                                "    java.util.List anything;\n",
                                "found raw type",
                                WERROR)),
                Gate.of(
                        "a warning of Error Prone",
                        "process-classes",
                        Fault.inCode("a finding of Error Prone", """
                                    boolean same(String one, String other) {
                                        return one == other;
                                    }
                                """, "[ReferenceEquality]", WERROR)),
                Gate.of(
                        "Error Prone",
                        "process-classes",
                        Fault.inCode("an undeclared null", """
                                    Object nothing() {
                                        return null;
                                    }
                                """, "[NullAway]"),
                        Fault.inCode("a number formatted by the default locale", """

                                    String text(int number) {
                                        return "%d".formatted(number);
                                    }
                                """, "[DefaultLocale]"),
                        Fault.inCode("a letter converted by the default locale", """

                                    String large(String text) {
                                        return text.toUpperCase();
                                    }
                                """, "[StringCaseLocaleUsage]")),
                Gate.of(
                        "SpotBugs",
                        "process-classes",
                        Fault.inCode("a finding of SpotBugs", """
                                    void delete(java.io.File file) {
                                        file.delete();
                                    }
                                """, "RV_RETURN_VALUE_IGNORED_BAD_PRACTICE"),
                        Fault.inCode("a finding of Find Security Bugs", """

                                    java.security.MessageDigest weak() throws java.security.NoSuchAlgorithmException {
                                        return java.security.MessageDigest.getInstance("MD5");
                                    }
                                """, "WEAK_MESSAGE_DIGEST_MD5")),
                Gate.of(
                        "the architecture",
                        "test -Dtest=ArchitectureTest -Dspotbugs.skip",
                        Fault.inCode(
                                "a package that is not allowed",
                                """
                                    static final java.util.Map<String, String> STATE = new java.util.HashMap<>();

                                    void leave() {
                                        System.out.println(System.getenv("ANY") + System.getProperty("any"));
                                        new org.backendcore.interfaces.http.Api();
                                    }
                                """,
                                "domainKnowsNothing",
                                "nothingStaticCanChange",
                                "onlyTheSettingsAndTheCommandLineSpeakWithTheProcess")),
                Gate.of(
                        "the dependencies",
                        "process-test-classes -Dspotbugs.skip -Dspotless.check.skip",
                        new Fault(
                                "an unused dependency",
                                POM,
                                "  <dependencies>\n",
                                "  <dependencies>\n" + dependency("org.jboss.logging:jboss-logging:3.6.1.Final"),
                                List.of("Unused declared dependencies", "jboss-logging")),
                        new Fault(
                                "an undeclared dependency",
                                BUILD,
                                """
                                    <dependency>
                                      <groupId>org.glassfish.grizzly</groupId>
                                      <artifactId>grizzly-framework</artifactId>
                                      <version>${grizzly.version}</version>
                                      <scope>provided</scope>
                                    </dependency>
                                """.indent(0),
                                "",
                                List.of("Used undeclared dependencies", "grizzly-framework"))),
                Gate.of(
                        "the licences",
                        "prepare-package -DskipTests -Dspotbugs.skip -Dspotless.check.skip -Dmdep.analyze.skip",
                        new Fault(
                                "an unknown licence",
                                POM,
                                "  <dependencies>\n",
                                "  <dependencies>\n" + dependency("junit:junit:4.13.2"),
                                List.of("forbidden licenses", "Eclipse Public License 1.0"))));
    }

    private static String dependency(String coordinates) {
        String[] parts = coordinates.split(":", -1);
        return """
                <dependency>
                  <groupId>%s</groupId>
                  <artifactId>%s</artifactId>
                  <version>%s</version>
                  <scope>provided</scope>
                </dependency>
            """.formatted(parts[0], parts[1], parts[2]);
    }

    /** Ensures that the faults below are the reason for the failures. */
    @Test
    void whatIsRightPasses() throws Exception {
        Ended ended = copy.maven("prepare-package", "-DskipTests");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gates")
    void refuses(Gate gate) throws Exception {
        Map<Path, String> right = new HashMap<>();
        Path code = copy.file(DOMAIN);
        try {
            for (Fault fault : gate.faults()) {
                if (!fault.isInCode()) {
                    Path file = copy.file(fault.file());
                    String text = Files.readString(file);
                    right.putIfAbsent(file, text);
                    assertThat(text).as("the place for %s", fault.name()).contains(fault.before());
                    Files.writeString(file, text.replace(fault.before(), fault.after()));
                }
            }
            String bodies = gate.faults().stream()
                    .filter(Fault::isInCode)
                    .map(Fault::after)
                    .collect(Collectors.joining());
            if (!bodies.isEmpty()) {
                Files.writeString(code, "package org.backendcore.domain;\n\nfinal class Fault {\n" + bodies + "}\n");
            }
            Ended ended = copy.maven(gate.maven().toArray(String[]::new));
            assertThat(ended.exitCode()).as(ended.output()).isNotZero();
            for (Fault fault : gate.faults()) {
                assertThat(ended.output()).as(fault.name()).contains(fault.words());
            }
        } finally {
            Files.deleteIfExists(code);
            for (Map.Entry<Path, String> file : right.entrySet()) {
                Files.writeString(file.getKey(), file.getValue());
            }
        }
    }
}
