package dev.nines.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The arrows and walls of ARCHITECTURE.md, checked on the classes of all modules. */
@AnalyzeClasses(packages = "dev.nines", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] SIM_CORE = {
        "dev.nines.kernel..",
        "dev.nines.protocol..",
        "dev.nines.network..",
        "dev.nines.model..",
        "dev.nines.fault..",
        "dev.nines.measure..",
        "dev.nines.stats..",
        "dev.nines.result.."
    };

    // Arrows between modules

    @ArchTest
    static final ArchRule nothingDependsOnCli = noClasses()
            .that()
            .resideOutsideOfPackage("dev.nines.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.nines.cli..");

    @ArchTest
    static final ArchRule simCoreDependsOnNoOtherModule =
            classes().that().resideInAnyPackage(SIM_CORE).should().onlyDependOnClassesThat(ownOrForeign(SIM_CORE));

    @ArchTest
    static final ArchRule reportsReadTheResultOnly = classes()
            .that()
            .resideInAPackage("dev.nines.report..")
            .should()
            .onlyDependOnClassesThat(ownOrForeign("dev.nines.report..", "dev.nines.result..")
                    // Objectives and values of a result carry them.
                    .or(type(dev.nines.stats.Verdict.class))
                    .or(type(dev.nines.stats.Bound.class))
                    .or(type(dev.nines.stats.Bound.Kind.class)));

    @ArchTest
    static final ArchRule scenariosDependOnSimCoreOnly = noClasses()
            .that()
            .resideInAPackage("dev.nines.scenario..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.nines.report..", "dev.nines.chaos..", "dev.nines.cli..");

    @ArchTest
    static final ArchRule chaosDependsOnScenariosAndSimCore = noClasses()
            .that()
            .resideInAPackage("dev.nines.chaos..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.nines.report..", "dev.nines.cli..");

    @ArchTest
    static final ArchRule targetsKnowNoFault = noClasses()
            .that()
            .resideInAPackage("dev.nines.chaos.target..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.nines.chaos.inject..", "dev.nines.chaos.journal..");

    @ArchTest
    static final ArchRule journalsAreDataOnly = noClasses()
            .that()
            .resideInAPackage("dev.nines.chaos.journal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.nines.chaos.inject..", "dev.nines.chaos.target..");

    @ArchTest
    static final ArchRule realTimeIsMonotonic = noClasses()
            .that()
            .resideInAPackage("dev.nines.chaos.live..")
            .and()
            .doNotHaveSimpleName("Log") // writes it down
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .because("a step of the calendar must not touch a machine");

    // Walls inside sim-core

    @ArchTest
    static final ArchRule machinesArePure = classes()
            .that()
            .resideInAPackage("dev.nines.protocol..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("dev.nines.protocol..", "java.lang", "java.util"))
            .because("a machine runs under any clock: no kernel, no thread, no socket, no logger");

    @ArchTest
    static final ArchRule machinesKnowNoOtherMachine = slices().matching("dev.nines.protocol.(*)..")
            .should()
            .notDependOnEachOther()
            // the heartbeat of a product is sent by one machine and judged by any of the detectors
            .ignoreDependency(
                    resideInAnyPackage("dev.nines.protocol.heartbeat"),
                    resideInAnyPackage("dev.nines.protocol.detector"));

    @ArchTest
    static final ArchRule nothingHiddenInMachinesAndKernel = noClasses()
            .that()
            .resideInAnyPackage("dev.nines.protocol..", "dev.nines.kernel..")
            .should()
            .dependOnClassesThat(hiddenInput())
            .because("hash order, chance and threads would make two runs differ");

    @ArchTest
    static final ArchRule noClockInTheVirtualWorld = noClasses()
            .that()
            .resideInAnyPackage(SIM_CORE)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule virtualTimeIsNotFloatingPoint = fields().that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage("dev.nines.protocol..", "dev.nines.kernel..")
            .and()
            .areDeclaredInClassesThat(DescribedPredicate.describe(
                    "are not laws", (JavaClass type) -> !type.getName().startsWith("dev.nines.kernel.Law")))
            .and()
            .haveNameMatching(".*Nanos")
            .should()
            .notHaveRawType(DescribedPredicate.describe(
                    "floating point",
                    (JavaClass type) -> List.of("double", "float", "[D", "[F").contains(type.getName())));

    @ArchTest
    static final ArchRule kernelKnowsNobody = classes()
            .that()
            .resideInAPackage("dev.nines.kernel..")
            .should()
            .onlyDependOnClassesThat(ownOrForeign("dev.nines.kernel.."));

    @ArchTest
    static final ArchRule networkKnowsNoProductAndNoModel = classes()
            .that()
            .resideInAPackage("dev.nines.network..")
            .should()
            .onlyDependOnClassesThat(ownOrForeign(
                    "dev.nines.network..", "dev.nines.kernel..", "dev.nines.fault..", "dev.nines.model.spec.."));

    @ArchTest
    static final ArchRule faultsAreDataOnly = classes()
            .that()
            .resideInAPackage("dev.nines.fault..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("dev.nines.fault..", "java.lang..", "java.util")
                    .or(type(AtomicLong.class)));

    @ArchTest
    static final ArchRule statisticsHaveNoInputOrOutput = noClasses()
            .that()
            .resideInAPackage("dev.nines.stats..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio..", "java.net..", "tools.jackson..", "dev.nines.result..");

    @ArchTest
    static final ArchRule measuresKnowNoModel = noClasses()
            .that()
            .resideInAnyPackage("dev.nines.measure..", "dev.nines.stats..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.nines.model", "dev.nines.network..", "dev.nines.protocol..");

    @ArchTest
    static final ArchRule specsAreDataOnly = noClasses()
            .that()
            .resideInAPackage("dev.nines.model.spec..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.nines.network..", "dev.nines.measure..", "dev.nines.result..", "dev.nines.model");

    // Shape of a protocol package: machines, their configurations, and what they exchange

    @ArchTest
    static final ArchRule machinesAreNotMadeToBeExtended = classes()
            .that()
            .resideInAPackage("dev.nines.protocol..")
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areTopLevelClasses()
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT) // what several machines of a package have in common
            .should()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule configurationsAreRecords = classes()
            .that()
            .resideInAPackage("dev.nines.protocol..")
            .and()
            .haveSimpleNameEndingWith("Config")
            .should()
            .beRecords();

    @ArchTest
    static final ArchRule effectsAreInterfacesInsideTheirMachine = classes()
            .that()
            .resideInAPackage("dev.nines.protocol..")
            .and()
            .haveSimpleNameEndingWith("Effects")
            .should()
            .beInterfaces();

    @ArchTest
    static final ArchRule eventsReturnNoMoreThanAnAnswer = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage("dev.nines.protocol..")
            .and()
            .arePublic()
            .and()
            .haveNameMatching("on(Timer|Start|Shutdown|Crash)")
            .should()
            .haveRawReturnType(void.class);

    // Libraries

    @ArchTest
    static final ArchRule theRightLibraries = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.yaml..", "org.apache.commons.math3..", "com.fasterxml.jackson.databind..", "sun.misc..");

    @ArchTest
    static final ArchRule yamlIsReadInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("dev.nines.scenario.yaml..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.snakeyaml..");

    @ArchTest
    static final ArchRule commandsStayInTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("dev.nines.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..");

    @ArchTest
    static final ArchRule onlyTheCommandLineEndsTheProcess = noClasses()
            .that()
            .resideOutsideOfPackage("dev.nines.cli..")
            .should()
            .callMethod(System.class, "exit", int.class);

    /** Classes of these packages, and all that are not ours. */
    private static DescribedPredicate<JavaClass> ownOrForeign(String... packages) {
        return resideInAnyPackage(packages)
                .or(DescribedPredicate.not(resideInAnyPackage("dev.nines..")))
                .as("in %s or foreign", String.join(", ", packages));
    }

    private static DescribedPredicate<JavaClass> hiddenInput() {
        List<String> names = List.of(
                "java.util.Random",
                "java.util.SplittableRandom",
                "java.util.HashMap",
                "java.util.HashSet",
                "java.util.IdentityHashMap",
                "java.util.WeakHashMap",
                "java.util.UUID",
                "java.lang.Thread",
                "java.lang.ThreadLocal");
        return DescribedPredicate.describe(
                "a source of order or chance that no seed controls",
                type -> names.contains(type.getName())
                        || type.getPackageName().startsWith("java.util.concurrent")
                        || type.getPackageName().startsWith("java.net")
                        || type.getPackageName().startsWith("java.util.random"));
    }
}
