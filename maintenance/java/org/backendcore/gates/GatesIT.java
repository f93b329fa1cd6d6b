package org.backendcore.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.backendcore.testkit.Command.Ended;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each gate of the build detects a fault that is planted into a copy of the project, and names it. */
@Tag("gates")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class GatesIT {
    private static final String POM = "pom.xml";
    private static final String BUILD = "src/build/pom.xml";
    private static final String DOMAIN = "src/main/java/org/backendcore/domain/Fault.java";

    private final Checkout copy = Checkout.in("gates");

    GatesIT() throws IOException, InterruptedException {}

    @AfterAll
    void delete() {
        copy.close();
    }

    /**
     * A change of one file, or another file.
     *
     * @param maven the Maven arguments that detect it
     * @param words the expected message
     */
    record Fault(String name, String file, String before, String after, List<String> maven, List<String> words) {
        /** For the enforcer, which also lists the rules that passed. */
        static Fault inPom(String name, String file, String before, String after, String rule) {
            return new Fault(name, file, before, after, List.of("validate"), List.of(rule + " failed"));
        }

        /** In the domain, the package with the fewest dependencies. */
        static Fault inCode(String name, String body, String words) {
            return new Fault(name, DOMAIN, "", body, List.of("process-classes"), List.of(words));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
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
                        "a library that is not released",
                        BUILD,
                        "<version>${picocli.version}</version>",
                        "<version>4.7.8-SNAPSHOT</version>",
                        "BanDynamicVersions"),
                // Detected by Maven itself.
                new Fault(
                        "a dependency that is declared twice",
                        POM,
                        "  <dependencies>\n",
                        "  <dependencies>\n" + dependency("org.jspecify:jspecify:1.0.0"),
                        List.of("validate"),
                        List.of("must be unique")),
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
                        "DependencyConvergence"),
                new Fault(
                        "code in another format",
                        DOMAIN,
                        "",
                        "package org.backendcore.domain;  final class Fault {}\n",
                        List.of("validate"),
                        List.of("spotless:apply")),
                Fault.inCode("a warning of the compiler", "    java.util.List anything;\n", "found raw type"),
                Fault.inCode(
                        "a finding of Error Prone",
                        "    boolean same(String one, String other) {\n        return one == other;\n    }\n",
                        "[ReferenceEquality]"),
                Fault.inCode(
                        "an undeclared null", "    Object nothing() {\n        return null;\n    }\n", "[NullAway]"),
                Fault.inCode(
                        "a number formatted by the default locale",
                        "    String text(int number) {\n        return \"%d\".formatted(number);\n    }\n",
                        "[DefaultLocale]"),
                Fault.inCode(
                        "a letter converted by the default locale",
                        "    String large(String text) {\n        return text.toUpperCase();\n    }\n",
                        "[StringCaseLocaleUsage]"),
                Fault.inCode(
                        "a finding of SpotBugs",
                        "    void delete(java.io.File file) {\n        file.delete();\n    }\n",
                        "RV_RETURN_VALUE_IGNORED_BAD_PRACTICE"),
                Fault.inCode("a finding of Find Security Bugs", """
                            java.security.MessageDigest weak() throws java.security.NoSuchAlgorithmException {
                                return java.security.MessageDigest.getInstance("MD5");
                            }
                        """, "WEAK_MESSAGE_DIGEST_MD5"),
                new Fault(
                        "a package that is not allowed",
                        DOMAIN,
                        "",
                        """
                            static final java.util.Map<String, String> STATE = new java.util.HashMap<>();

                            void leave() {
                                System.out.println(System.getenv("ANY") + System.getProperty("any"));
                                new org.backendcore.interfaces.http.Api();
                            }
                        """,
                        List.of("test", "-Dtest=ArchitectureTest", "-Dspotbugs.skip"),
                        List.of(
                                "domainKnowsNothing",
                                "nothingStaticCanChange",
                                "onlyTheSettingsAndTheCommandLineSpeakWithTheProcess")),
                new Fault(
                        "an unused dependency",
                        POM,
                        "  <dependencies>\n",
                        "  <dependencies>\n" + dependency("org.jboss.logging:jboss-logging:3.6.1.Final"),
                        List.of("process-test-classes", "-Dspotbugs.skip", "-Dspotless.check.skip"),
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
                        List.of("process-test-classes", "-Dspotbugs.skip", "-Dspotless.check.skip"),
                        List.of("Used undeclared dependencies", "grizzly-framework")),
                new Fault(
                        "an unknown licence",
                        POM,
                        "  <dependencies>\n",
                        "  <dependencies>\n" + dependency("junit:junit:4.13.2"),
                        List.of(
                                "prepare-package",
                                "-DskipTests",
                                "-Dspotbugs.skip",
                                "-Dspotless.check.skip",
                                "-Dmdep.analyze.skip"),
                        List.of("forbidden licenses", "Eclipse Public License 1.0")));
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
    @MethodSource("faults")
    void refuses(Fault fault) throws Exception {
        Path file = copy.file(fault.file());
        String right = fault.before().isEmpty() ? "" : Files.readString(file);
        try {
            Files.writeString(file, planted(fault, right));
            Ended ended = copy.maven(fault.maven().toArray(String[]::new));
            assertThat(ended.exitCode()).as(ended.output()).isNotZero();
            assertThat(ended.output()).contains(fault.words());
        } finally {
            if (right.isEmpty()) {
                Files.delete(file);
            } else {
                Files.writeString(file, right);
            }
        }
    }

    private static String planted(Fault fault, String right) {
        if (!right.isEmpty()) {
            assertThat(right).as("the place for the fault").contains(fault.before());
            return right.replace(fault.before(), fault.after());
        }
        return fault.after().startsWith("package")
                ? fault.after()
                : "package org.backendcore.domain;\n\nfinal class Fault {\n" + fault.after() + "}\n";
    }
}
