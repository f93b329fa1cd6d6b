package org.backendcore.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.backendcore.infrastructure.startup.ExitCode;
import org.backendcore.infrastructure.startup.ListeningPort;
import org.backendcore.infrastructure.startup.RefusedException;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

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
                .resideInAPackage(ROOT + "infrastructure.settings..")
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
                        "java..",
                        "org.jspecify..",
                        "co.elastic.logging.jul..",
                        "fish.payara.micro.boot..",
                        "fish.payara.micro..")
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
                .resideInAnyPackage(ROOT + "infrastructure.driver..", "java..", "org.jspecify..", "org.postgresql..")
                .check(PRODUCT);
    }

    @Test
    void theWarUsesNoLibraryOfTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "manage..", ROOT + "infrastructure.driver..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "picocli..",
                        "io.smallrye..",
                        "org.postgresql..",
                        "fish.payara..",
                        "org.glassfish..",
                        "co.elastic..")
                .check(PRODUCT);
    }

    @Test
    void settingsDatabaseAndLoggingKnowNoOtherRoomOfInfrastructure() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "infrastructure.settings..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "infrastructure.database..",
                        ROOT + "infrastructure.driver..",
                        ROOT + "infrastructure.logging..",
                        ROOT + "infrastructure.startup..")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "infrastructure.database..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "infrastructure.settings..",
                        ROOT + "infrastructure.logging..",
                        ROOT + "infrastructure.startup..")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "infrastructure.logging..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "infrastructure.settings..",
                        ROOT + "infrastructure.database..",
                        ROOT + "infrastructure.startup..")
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
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching(ROOT + "(*).(*)..").should().beFreeOfCycles().check(PRODUCT);
    }
}
