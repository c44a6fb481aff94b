package io.assay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of every report format in the index. */
class FormatsTest {

    static List<Format.Document> documents() {
        return Formats.all().stream()
                .flatMap(format -> format.documents().stream())
                .toList();
    }

    @Test
    void everyFormatIsInTheIndex() {
        List<String> indexed =
                Formats.all().stream().map(f -> f.getClass().getName()).toList();
        List<String> missing = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.assay.report")) {
            if (type.isAssignableTo(Format.class) && !type.isInterface() && !indexed.contains(type.getName())) {
                missing.add("new " + type.getSimpleName() + "(),");
            }
        }
        assertThat(missing).as("lines to add to BUILT_IN in Formats.java").isEmpty();
    }

    @Test
    void namesAndFilesAreDistinct() {
        assertThat(Formats.names()).doesNotHaveDuplicates().doesNotContain("parquet");
        assertThat(documents().stream().map(Format.Document::fileName)).doesNotHaveDuplicates();
    }

    @Test
    void anUnknownFormatIsRefusedWithThoseThatAreKnown() {
        assertThatThrownBy(() -> Formats.named("pdf"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unknown report format: pdf (known: csv, json");
    }

    @Test
    void aFileNameThatLeavesTheDirectoryIsRefused() {
        assertThatThrownBy(() -> new Format.Document("../x", (evaluation, out) -> {}))
                .hasMessageContaining("Invalid file name of a report: ../x");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void theSameEvaluationGivesTheSameBytes(Format.Document document) {
        assertThat(document.bytes(Midterms.evaluation())).isEqualTo(document.bytes(Midterms.evaluation()));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void anEvaluationWithoutRowsRendersToo(Format.Document document) {
        assertThat(document.bytes(Midterms.empty())).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void hostileNamesRenderToo(Format.Document document) {
        assertThat(document.bytes(Midterms.hostile())).isNotEmpty();
    }
}
