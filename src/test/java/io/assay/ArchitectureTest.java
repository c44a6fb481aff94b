package io.assay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the package table of the architecture page against the code. */
class ArchitectureTest {

    private static final Map<String, List<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("dimension", List.of()),
            Map.entry("loss", List.of()),
            Map.entry("cost", List.of("loss", "dimension")),
            Map.entry("comparison", List.of("cost", "loss", "dimension")),
            Map.entry("curve", List.of()),
            Map.entry("report", List.of("comparison", "cost", "curve", "loss", "dimension")),
            Map.entry("input", List.of("dimension")),
            Map.entry("aggregation", List.of("input", "loss", "cost", "dimension")),
            Map.entry("benchmark", List.of("input", "aggregation", "loss", "cost", "dimension")),
            Map.entry("discovery", List.of("aggregation", "comparison", "cost", "loss", "dimension")),
            Map.entry(
                    "job",
                    List.of(
                            "dimension",
                            "loss",
                            "cost",
                            "comparison",
                            "curve",
                            "report",
                            "input",
                            "aggregation",
                            "benchmark",
                            "discovery")));

    private static final List<String> SPARK = List.of("input", "aggregation", "benchmark", "discovery", "job");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.assay");

    @TestFactory
    List<DynamicTest> aPackageImportsOnlyWhatTheTableAllows() {
        return MAY_IMPORT.keySet().stream()
                .sorted()
                .map(from -> DynamicTest.dynamicTest(from, () -> {
                    String[] forbidden = MAY_IMPORT.keySet().stream()
                            .filter(to -> !to.equals(from)
                                    && !MAY_IMPORT.getOrDefault(from, List.of()).contains(to))
                            .map(to -> "io.assay." + to + "..")
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage("io.assay." + from + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(forbidden)
                            .allowEmptyShould(true)
                            .check(CLASSES);
                }))
                .toList();
    }

    @Test
    void onlyTheRimKnowsSpark() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        SPARK.stream().map(p -> "io.assay." + p + "..").toArray(String[]::new))
                .and()
                .doNotHaveFullyQualifiedName("io.assay.AssayExtensions")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
                .check(CLASSES);
    }

    @Test
    void packagesDoNotDependOnEachOtherInCircles() {
        slices().matching("io.assay.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
