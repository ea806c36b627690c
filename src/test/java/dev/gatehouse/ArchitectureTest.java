package dev.gatehouse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import javafx.application.Platform;

/** The walls between the rooms. */
@AnalyzeClasses(packages = "dev.gatehouse", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule vocabularyUsesTheJdkAlone = classes()
            .that()
            .resideInAPackage("dev.gatehouse.pairing")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.gatehouse.pairing", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule theRoomForFilesAndSocketsKnowsNoOther = noClasses()
            .that()
            .resideInAPackage("dev.gatehouse.io..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.gatehouse.pairing..",
                    "dev.gatehouse.gateway..",
                    "dev.gatehouse.console..",
                    "dev.gatehouse.ui..",
                    "dev.gatehouse.practice..");

    @ArchTest
    static final ArchRule thePortKnowsNoAdapter = noClasses()
            .that()
            .resideInAPackage("dev.gatehouse.gateway")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.gatehouse.gateway.(*)..",
                    "dev.gatehouse.console..",
                    "dev.gatehouse.ui..",
                    "dev.gatehouse.practice..");

    @ArchTest
    static final ArchRule adaptersKnowNoOtherAdapter =
            slices().matching("dev.gatehouse.gateway.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule adaptersKnowOnlyThePort = noClasses()
            .that()
            .resideInAPackage("dev.gatehouse.gateway.*..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.gatehouse.console..", "dev.gatehouse.ui..", "dev.gatehouse.practice..");

    @ArchTest
    static final ArchRule theApplicationHasNoFaceAndKnowsNoAdapter = noClasses()
            .that()
            .resideInAPackage("dev.gatehouse.console..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.gatehouse.gateway.*..", "dev.gatehouse.ui..", "dev.gatehouse.practice..");

    @ArchTest
    static final ArchRule practiceKnowsOneAdapterAndNoScreen = noClasses()
            .that()
            .resideInAPackage("dev.gatehouse.practice..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.gatehouse.console..", "dev.gatehouse.ui..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule screensKnowNoAdapter = noClasses()
            .that()
            .resideInAPackage("dev.gatehouse.ui..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.gatehouse.gateway.*..", "dev.gatehouse.practice..", "dev.gatehouse.io..");

    @ArchTest
    static final ArchRule onlyScreensAndTheStartSeeJavaFx = noClasses()
            .that()
            .resideOutsideOfPackages("dev.gatehouse", "dev.gatehouse.ui..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "atlantafx..", "org.controlsfx..", "org.kordamp..");

    @ArchTest
    static final ArchRule theRoomForTheDesktopKnowsNoOther = noClasses()
            .that()
            .resideInAPackage("dev.gatehouse.system..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.gatehouse.pairing..",
                    "dev.gatehouse.gateway..",
                    "dev.gatehouse.console..",
                    "dev.gatehouse.io..",
                    "dev.gatehouse.ui..",
                    "dev.gatehouse.practice..");

    @ArchTest
    static final ArchRule onlyTheStartKnowsTheRoomForTheDesktop = noClasses()
            .that()
            .resideOutsideOfPackages("dev.gatehouse", "dev.gatehouse.system..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.gatehouse.system..");

    @ArchTest
    static final ArchRule theBusIsForTheDesktopAndTheKeychain = noClasses()
            .that()
            .resideOutsideOfPackages("dev.gatehouse.system..", "dev.gatehouse.console.secrets..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.freedesktop..");

    @ArchTest
    static final ArchRule oneRoomHandsWorkToTheScreen = noClasses()
            .that()
            .resideOutsideOfPackages("dev.gatehouse.ui.common", "dev.gatehouse")
            .should()
            .callMethod(Platform.class, "runLater", Runnable.class);

    @ArchTest
    static final ArchRule noSwingAndNoAwtButForPictureFiles = noClasses()
            .that()
            .doNotHaveSimpleName("Picture")
            .and()
            .haveNameNotMatching(".*\\.CodeCard(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.awt..", "javax.swing..");
}
