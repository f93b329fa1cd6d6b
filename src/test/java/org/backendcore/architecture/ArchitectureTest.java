package org.backendcore.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasType.Predicates.rawType;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ejb.Schedule;
import jakarta.ejb.Schedules;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContextListener;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.backendcore.infrastructure.logging.LogContext;
import org.backendcore.infrastructure.postgresql.DatabasePassword;
import org.backendcore.infrastructure.settings.SettingsGroup;
import org.backendcore.testkit.Command;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.Postgres;
import org.backendcore.testkit.RunningServer;
import org.backendcore.testkit.ServerKind;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packages of docs/architecture.md, and their allowed dependencies. */
final class ArchitectureTest {
    private static final String ROOT = "org.backendcore.";

    private static final String[] SPEAKING_WITH_THE_PROCESS = {
        ROOT + "infrastructure.settings..", ROOT + "infrastructure.process..", ROOT + "cli..", ROOT + "launcher.."
    };

    /** Imported once: it takes a second. */
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.backendcore");

    private static final JavaClasses WITH_TESTS = new ClassFileImporter().importPackages("org.backendcore");

    @Test
    void domainKnowsNothing() {
        classes()
                .that()
                .resideInAPackage(ROOT + "domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + "domain..", "java..", "org.jspecify..")
                .check(PRODUCT);
    }

    @Test
    void applicationUsesTheDomainAndTheSettingsOnly() {
        classes()
                .that()
                .resideInAPackage(ROOT + "application..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "application..",
                        ROOT + "domain..",
                        ROOT + "infrastructure.settings..",
                        "java..",
                        "jakarta..",
                        "org.jspecify..")
                .check(PRODUCT);
    }

    /** The command line has no Jakarta EE. */
    @Test
    void settingsOfAModuleAreUsableWithoutAServer() {
        classes()
                .that()
                .implement(SettingsGroup.class)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                ROOT + "domain..", ROOT + "infrastructure.settings..", "java..", "org.jspecify..")
                        .or(assignableTo(SettingsGroup.class)))
                .check(WITH_TESTS);
    }

    @Test
    void settingsOfAModuleAreFound() {
        assertThat(ServiceLoader.load(SettingsGroup.class).stream()
                        .map(group -> group.type().getName()))
                .as("META-INF/services/%s in src/main/resources", SettingsGroup.class.getName())
                .containsExactlyInAnyOrderElementsOf(PRODUCT.stream()
                        .filter(type -> !type.isInterface() && type.isAssignableTo(SettingsGroup.class))
                        .map(JavaClass::getName)
                        .toList());
    }

    @Test
    void interfacesUseNeitherTheStartNorSql() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "interfaces..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "infrastructure.startup..", "org.flywaydb..", "java.sql..")
                .check(PRODUCT);
    }

    @ParameterizedTest
    @CsvSource({
        "body, body",
        "request, body request",
        "problem, body request problem",
        "accesslog, body request accesslog",
    })
    void groupsOfHttpUseThoseBelow(String group, String others) {
        String[] allowed = Stream.of(others.split(" ", -1))
                .map(other -> ROOT + "interfaces.http." + other)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "interfaces.http." + group)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "interfaces..").and(not(resideInAnyPackage(allowed))))
                .check(PRODUCT);
    }

    @Test
    void infrastructureNeverUsesInterfaces() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "infrastructure..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "interfaces..")
                .check(PRODUCT);
    }

    @Test
    void nobodyKnowsTheCommandLineOrTheLauncher() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "cli..", ROOT + "launcher..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "cli..", ROOT + "launcher..")
                .check(PRODUCT);
    }

    /**
     * By whole packages: code outside of the WAR uses no more of our packages than these; the command line's jar
     * contains the whole WAR, for its modules.
     */
    @ParameterizedTest
    @CsvSource({
        "cli., infrastructure.settings. infrastructure.database. infrastructure.process.",
        "launcher, launcher.development. infrastructure.process.",
        "launcher.development., launcher.development. infrastructure.process.",
        "launcher.http., infrastructure.process.",
        "launcher.openliberty., infrastructure.process.",
        "infrastructure.postgresql., infrastructure.postgresql."
    })
    void whatIsOutsideTheWarUsesNoMoreThanItsJarsHold(String part, String others) {
        String[] own = Stream.concat(Stream.of(part), Stream.of(others.split(" ", -1)))
                .map(each -> ROOT + (each.endsWith(".") ? each + "." : each))
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(own[0])
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".").and(not(resideInAnyPackage(own))))
                .check(PRODUCT);
    }

    /**
     * Such code is on the servers' class paths, which must not contain anything that the WAR has in another version.
     */
    @Test
    void whatLiesBesideAServerUsesNoLibraryButThoseThere() {
        classes()
                .that()
                .resideInAnyPackage(
                        ROOT + "launcher..", ROOT + "infrastructure.process..", ROOT + "infrastructure.postgresql..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "launcher..",
                        ROOT + "infrastructure.process..",
                        ROOT + "infrastructure.postgresql..",
                        "java..",
                        "javax.management..",
                        "javax.naming..",
                        "javax.sql..",
                        "javax.tools..",
                        "javax.xml..",
                        "org.w3c.dom..",
                        "org.xml.sax..",
                        "jakarta.transaction..",
                        "org.jspecify..",
                        "org.postgresql..",
                        "org.glassfish.grizzly..",
                        "co.elastic.logging.jul..")
                .check(PRODUCT);
        classes()
                .that()
                .resideInAnyPackage(ROOT + "infrastructure.process..", ROOT + "launcher.openliberty..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "infrastructure.process..", ROOT + "launcher.openliberty..", "java..", "org.jspecify..")
                .check(PRODUCT);
    }

    @Test
    void theWarUsesNothingThatIsOutsideOfIt() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "cli..", ROOT + "launcher..", ROOT + "infrastructure.postgresql..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "infrastructure.postgresql..",
                        "picocli..",
                        "org.postgresql..",
                        "fish.payara..",
                        "org.glassfish..",
                        "com.sun.enterprise..",
                        "co.elastic..")
                .check(PRODUCT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"settings", "database", "persistence", "postgresql", "logging", "shutdown", "process"})
    void usesNoOtherPackageOfInfrastructure(String part) {
        String own = ROOT + "infrastructure." + part + "..";
        noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "infrastructure..")
                        .and(not(resideInAnyPackage(own, ROOT + "infrastructure.process.."))))
                .check(PRODUCT);
    }

    @Test
    void nobodyInjectsConfigValues() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.microprofile.config.inject..")
                .check(PRODUCT);
    }

    @Test
    void onlyTheSettingsReadConfigValues() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "infrastructure.settings..")
                .should()
                .callMethodWhere(target(owner(assignableTo(Config.class)))
                        .and(describe(
                                "other than getConfigSources",
                                call -> !call.getTarget().getName().equals("getConfigSources")))
                        .or(target(owner(assignableTo(ConfigSource.class)))))
                .check(PRODUCT);
    }

    @Test
    void nothingStaticCanChange() {
        fields().that().areStatic().should().beFinal().check(PRODUCT);
        fields().that()
                .areStatic()
                // Its content belongs to one thread, and is removed with the request.
                .and()
                .areNotDeclaredIn(LogContext.class)
                // Generated by the compiler, for enums.
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should(holdNothingThatChanges())
                .check(PRODUCT);
        classes()
                .that()
                // The fields that the log queries, with the API of Open Liberty, which is static.
                .doNotHaveFullyQualifiedName(ROOT + "launcher.LogRecordContext")
                .should(initializeStaticFieldsWithConstants())
                .check(PRODUCT);
    }

    /**
     * Printed output bypasses the log, and an environment variable that the catalogue does not list is not checked.
     */
    @Test
    void onlyTheSettingsAndTheCommandLineSpeakWithTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackages(SPEAKING_WITH_THE_PROCESS)
                // The driver requests the password from it, outside of the WAR.
                .and()
                .doNotBelongToAnyOf(DatabasePassword.class)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethodWhere(target(owner(type(System.class))).and(target(nameMatching("getenv"))))
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideOutsideOfPackages(SPEAKING_WITH_THE_PROCESS)
                .should()
                .callMethodWhere(
                        target(owner(type(System.class))).and(target(nameMatching("getProperty|getProperties"))))
                .orShould()
                .callMethod(Integer.class, "getInteger", String.class)
                .orShould()
                .callMethod(Boolean.class, "getBoolean", String.class)
                .orShould()
                .callMethod(Long.class, "getLong", String.class)
                .check(PRODUCT);
    }

    /**
     * Only with {@code @Observes Startup}: it does not run in starts that only create class-data archives, and a
     * failure makes both servers refuse to start.
     */
    @Test
    void whatBeginsWithTheApplicationObservesItsStartup() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "infrastructure.startup..")
                .should()
                .beAssignableTo(ServletContextListener.class)
                .orShould()
                .beAssignableTo(ServletContainerInitializer.class)
                .orShould()
                .beAnnotatedWith(jakarta.ejb.Startup.class)
                .because("'@Observes Startup' does not run in the starts that only create the class-data archive")
                .check(PRODUCT);
        methods()
                .should()
                .notBeAnnotatedWith(Schedule.class)
                .andShould()
                .notBeAnnotatedWith(Schedules.class)
                .check(PRODUCT);
    }

    /** A unit test takes milliseconds: a test that starts a process is an integration test. */
    @Test
    void unitTestsStartNoServer() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Test")
                .and()
                .resideOutsideOfPackages(ROOT + "testkit..", ROOT + "architecture..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.jboss.arquillian..", "io.zonky..")
                        .or(belongToAnyOf(
                                Command.class,
                                Deployment.class,
                                Postgres.class,
                                ProcessBuilder.class,
                                RunningServer.class,
                                ServerKind.class)))
                .check(WITH_TESTS);
    }

    /** The tag makes src/build/pom.xml run them once per server. */
    @Test
    void testsInTheContainerHaveTheirTag() {
        classes()
                .that()
                .resideInAPackage(ROOT + "arquillian..")
                .and()
                .haveSimpleNameEndingWith("IT")
                .should()
                .beAnnotatedWith(describe(
                        "@Tag(\"in-container\")",
                        (JavaAnnotation<?> annotation) ->
                                annotation.getRawType().isEquivalentTo(Tag.class)
                                        && annotation.get("value").equals(Optional.of("in-container"))))
                .check(WITH_TESTS);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "arquillian..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jboss.arquillian..")
                .because("src/build/pom.xml selects the tests in the container by that package")
                .check(WITH_TESTS);
    }

    /** Without the annotation, nothing checks whether a reference may be null. */
    @Test
    void everyPackageSaysWhatMayBeNull() {
        assertThat(WITH_TESTS.stream()
                        .map(JavaClass::getPackage)
                        .filter(part -> !part.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName)
                        .distinct())
                .as("packages without a package-info.java that is @NullMarked")
                .isEmpty();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    private static ArchCondition<JavaField> holdNothingThatChanges() {
        DescribedPredicate<JavaClass> changes = assignableTo(ThreadLocal.class)
                .or(resideInAPackage("java.util.concurrent.."))
                .or(assignableTo(StringBuilder.class))
                .or(describe("an array", JavaClass::isArray));
        return never(have(rawType(changes)));
    }

    /** The type of a list does not show whether it is mutable, but the instantiated class does. */
    private static ArchCondition<JavaClass> initializeStaticFieldsWithConstants() {
        return new ArchCondition<>("create no mutable collection in their static initializers") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getStaticInitializer().stream()
                        .flatMap(initializer -> initializer.getConstructorCallsFromSelf().stream())
                        .filter(call -> call.getTargetOwner().isAssignableTo(Collection.class)
                                || call.getTargetOwner().isAssignableTo(Map.class))
                        .forEach(call -> events.add(SimpleConditionEvent.violated(type, call.getDescription())));
            }
        };
    }
}
