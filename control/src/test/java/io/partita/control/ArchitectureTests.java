package io.partita.control;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table of modules in docs/architecture.md, kept true. */
class ArchitectureTests {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.partita");

    private static final String JDK = "java..";

    /** The testbed is no dependency of ours, so its classes are read from where the build put them. */
    private static JavaClasses testbed() {
        Path classes = Path.of("..", "testbed", "target", "classes");
        assertThat(classes).as("built before this module").isDirectory();
        return new ClassFileImporter().importPath(classes);
    }

    private static void holds(ArchRule rule) {
        rule.check(OURS);
    }

    private static ArchRule mayUseOnly(String module, String... packages) {
        String[] allowed = new String[packages.length + 2];
        allowed[0] = JDK;
        allowed[1] = module;
        System.arraycopy(packages, 0, allowed, 2, packages.length);
        return classes().that().resideInAPackage(module).should().onlyDependOnClassesThat(resideInAnyPackage(allowed));
    }

    @Test
    void checkerIsUsableAlone() {
        holds(mayUseOnly("io.partita.checker..", "tools.jackson..", "com.fasterxml.jackson..", "org.HdrHistogram.."));
    }

    @Test
    void provisioningKnowsNothingOfTests() {
        holds(mayUseOnly(
                "io.partita.provisioning..",
                "net.schmizz..",
                "com.hierynomus..",
                "org.apache.commons.exec..",
                "org.slf4j..",
                "tools.jackson..",
                "com.fasterxml.jackson..",
                "javax.net..",
                "javax.crypto.."));
    }

    @Test
    void nemesisUsesNodesAndTheVocabularyOfHistories() {
        holds(mayUseOnly(
                "io.partita.nemesis..",
                "io.partita.provisioning..",
                "io.partita.checker.history..",
                "io.partita.checker",
                "org.slf4j..",
                "tools.jackson..",
                "com.fasterxml.jackson.."));
    }

    @Test
    void workloadsUseCheckersAndClientsOfTheirSystems() {
        holds(mayUseOnly(
                "io.partita.workloads..",
                "io.partita.checker..",
                "io.partita.provisioning..",
                "org.apache.zookeeper..",
                "tools.jackson..",
                "com.fasterxml.jackson..",
                "org.slf4j.."));
    }

    @Test
    void theTestbedIsAProgramOfItsOwn() {
        classes()
                .that()
                .resideInAPackage("io.partita..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        JDK,
                        "io.partita.testbed..",
                        "org.apache.zookeeper..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.."))
                .check(testbed());
        holds(noClasses().should().dependOnClassesThat().resideInAPackage("io.partita.testbed.."));
    }

    @Test
    void internalPackagesAreUsedByTheirOwnParentOnly() {
        for (String module : new String[] {"io.partita.checker", "io.partita.provisioning", "io.partita.nemesis"}) {
            holds(noClasses()
                    .that(not(resideInAPackage(module + "..")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(module + "..internal.."));
        }
    }

    @Test
    void packagesFormNoCycles() {
        for (String module : new String[] {"provisioning", "nemesis", "workloads", "control"}) {
            holds(slices().matching("io.partita." + module + ".(*)..").should().beFreeOfCycles());
        }
        // The checker is mostly internal, and so are the kinds of fault: there every package counts.
        holds(slices().matching("io.partita.checker.(**)").should().beFreeOfCycles());
        holds(slices().matching("io.partita.nemesis.fault.(**)").should().beFreeOfCycles());
    }

    @Test
    void onlyTheRemoteLayerSpeaksSsh() {
        holds(noClasses()
                .that(not(resideInAPackage("io.partita.provisioning.remote..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.schmizz.."));
    }

    @Test
    void onlyTheCommandLinePrintsAndExits() {
        holds(noClasses()
                .that(not(resideInAPackage("io.partita.control.cli..")))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class));
    }

    @Test
    void localProgramsAreStartedInOnePlace() {
        holds(noClasses()
                .that(not(resideInAnyPackage("io.partita.provisioning.cluster..", "io.partita.control.cli..")))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .orShould()
                .callMethod(Runtime.class, "exec", String.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class));
    }

    @Test
    void noRandomNumberComesFromAnUnseededSource() {
        holds(noClasses()
                .should()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(java.util.Random.class)
                .orShould()
                .callMethod(java.util.concurrent.ThreadLocalRandom.class, "current"));
    }
}
