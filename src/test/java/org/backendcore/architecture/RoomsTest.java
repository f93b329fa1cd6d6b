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
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
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
import java.util.Collection;
import java.util.Map;
import org.backendcore.infrastructure.driver.DatabasePassword;
import org.backendcore.infrastructure.logging.LogContext;
import org.backendcore.infrastructure.shutdown.Drain;
import org.backendcore.infrastructure.startup.ExitCode;
import org.backendcore.infrastructure.startup.ListeningPort;
import org.backendcore.infrastructure.startup.RefusedException;
import org.backendcore.infrastructure.startup.StartupExtension;
import org.backendcore.servers.Command;
import org.backendcore.servers.Deployment;
import org.backendcore.servers.Postgres;
import org.backendcore.servers.RunningServer;
import org.backendcore.servers.ServerKind;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rooms of docs/architecture.md. */
final class RoomsTest {
    private static final String ROOT = "org.backendcore.";

    /** Of the start, what the command line uses, too. */
    private static final Class<?>[] SHARED = {
        ExitCode.class, ExitCode[].class, ListeningPort.class, RefusedException.class
    };

    /** Once: it takes a second. */
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
    void applicationUsesTheDomainOnly() {
        classes()
                .that()
                .resideInAPackage(ROOT + "application..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + "application..", ROOT + "domain..", "java..", "jakarta..", "org.jspecify..")
                .check(PRODUCT);
    }

    @Test
    void interfacesUseApplicationDomainSettingsAndDatabase() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "interfaces..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "infrastructure.startup..", ROOT + "manage..", "org.flywaydb..", "java.sql..")
                .check(PRODUCT);
    }

    @Test
    void infrastructureNeverUsesInterfaces() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "infrastructure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "interfaces..", ROOT + "manage..")
                .check(PRODUCT);
    }

    @Test
    void nobodyKnowsManage() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "manage..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "manage..")
                .check(PRODUCT);
    }

    /** The jars of the command line, of its second half and of the driver's class hold these and nothing else of ours. */
    @Test
    void whatIsOutsideTheWarUsesNoMoreThanItsJarHolds() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "manage")
                .or()
                .resideInAnyPackage(ROOT + "infrastructure.settings..", ROOT + "infrastructure.database..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                ROOT + "interfaces..",
                                ROOT + "application..",
                                ROOT + "domain..",
                                ROOT + "infrastructure.driver..",
                                ROOT + "infrastructure.logging..",
                                ROOT + "infrastructure.shutdown..",
                                ROOT + "infrastructure.startup..",
                                ROOT + "manage.server..",
                                ROOT + "manage.grizzly..")
                        .and(not(belongToAnyOf(SHARED))))
                .check(PRODUCT);
        noClasses()
                .that()
                .belongToAnyOf(SHARED)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(ROOT + "infrastructure.startup..").and(not(belongToAnyOf(SHARED))))
                .check(PRODUCT);
        classes()
                .that()
                .resideInAPackage(ROOT + "manage.server..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "manage.server..",
                        ROOT + "manage.stop..",
                        "java..",
                        "javax.tools..",
                        "org.jspecify..",
                        "co.elastic.logging.jul..")
                .check(PRODUCT);
        classes()
                .that()
                .resideInAPackage(ROOT + "manage.stop..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + "manage.stop..", "java..", "org.jspecify..")
                .check(PRODUCT);
        classes()
                .that()
                .resideInAPackage(ROOT + "manage.grizzly..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + "manage.grizzly..", "java..", "org.jspecify..", "org.glassfish.grizzly..")
                .check(PRODUCT);
        classes()
                .that()
                .resideInAPackage(ROOT + "infrastructure.driver..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "infrastructure.driver..",
                        "java..",
                        "jakarta.transaction..",
                        "javax.management..",
                        "javax.naming..",
                        "javax.sql..",
                        "org.jspecify..",
                        "org.postgresql..",
                        "com.sun.enterprise.resource.pool.waitqueue..")
                .check(PRODUCT);
    }

    @Test
    void theWarUsesNothingThatIsOutsideOfIt() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "manage..", ROOT + "infrastructure.driver..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "infrastructure.driver..",
                        "picocli..",
                        "io.smallrye..",
                        "org.postgresql..",
                        "fish.payara..",
                        "org.glassfish..",
                        "com.sun.enterprise..",
                        "co.elastic..")
                .check(PRODUCT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"settings", "database", "driver", "logging", "shutdown"})
    void usesNoOtherRoomOfInfrastructure(String room) {
        String own = ROOT + "infrastructure." + room + "..";
        noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "infrastructure..").and(not(resideInAPackage(own))))
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
                .callMethodWhere(target(owner(assignableTo(Config.class))))
                .check(PRODUCT);
    }

    @Test
    void nothingStaticCanChange() {
        fields().that().areStatic().should().beFinal().check(PRODUCT);
        fields().that()
                .areStatic()
                // What it holds belongs to one thread, and goes with the request.
                .and()
                .areNotDeclaredIn(LogContext.class)
                // The compiler's, for enums.
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should(holdNothingThatChanges())
                .check(PRODUCT);
        classes()
                .that()
                // What the log asks, in the words of Open Liberty, which are static.
                .doNotHaveFullyQualifiedName(ROOT + "manage.server.LogRecordContext")
                .should(initializeStaticFieldsWithConstants())
                .check(PRODUCT);
    }

    /** What is printed passes the log by; a value of the environment that the catalogue does not know is not checked. */
    @Test
    void onlyTheSettingsAndTheCommandLineSpeakWithTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "infrastructure.settings..", ROOT + "manage..")
                // The driver asks it for the password, without the WAR.
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
                .resideOutsideOfPackages(ROOT + "infrastructure.settings..", ROOT + "manage..")
                // Whether the launcher reports the refusal, and lets requests in.
                .and()
                .doNotBelongToAnyOf(StartupExtension.class, Drain.class)
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

    /** A unit test needs milliseconds: whatever starts a process is an integration test. */
    @Test
    void unitTestsStartNoServer() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Test")
                .and()
                .resideOutsideOfPackages(ROOT + "servers..", ROOT + "architecture..")
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

    /** Where a package says nothing, nothing asks whether a reference may be null. */
    @Test
    void everyPackageSaysWhatMayBeNull() {
        assertThat(WITH_TESTS.stream()
                        .map(JavaClass::getPackage)
                        .filter(room -> !room.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName)
                        .distinct())
                .isEmpty();
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    private static ArchCondition<JavaField> holdNothingThatChanges() {
        DescribedPredicate<JavaClass> changes = assignableTo(ThreadLocal.class)
                .or(resideInAPackage("java.util.concurrent.."))
                .or(assignableTo(StringBuilder.class))
                .or(describe("an array", JavaClass::isArray));
        return never(have(rawType(changes)));
    }

    /** Of a list's type nobody sees whether it can change, but of the class that is made. */
    private static ArchCondition<JavaClass> initializeStaticFieldsWithConstants() {
        return new ArchCondition<>("make no collection that can change in their static initializers") {
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
