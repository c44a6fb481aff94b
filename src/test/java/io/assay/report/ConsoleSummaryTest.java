package io.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.report.ConsoleSummary.Colour;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConsoleSummaryTest {

    static Stream<Evaluation> evaluations() {
        return Stream.of(
                Midterms.evaluation(),
                Midterms.empty(),
                Midterms.hostile(),
                Midterms.withSlices(200),
                Hostile.atLength(100));
    }

    @ParameterizedTest
    @MethodSource("evaluations")
    void noLineIsWiderThanATerminal(Evaluation evaluation) {
        assertThat(plain(evaluation).lines()).allSatisfy(line -> assertThat(line.codePointCount(0, line.length()))
                .as(line)
                .isLessThanOrEqualTo(ConsoleSummary.WIDTH));
    }

    @ParameterizedTest
    @MethodSource("evaluations")
    void nothingInTheDataMovesTheCursor(Evaluation evaluation) {
        assertThat(plain(evaluation).chars()).noneMatch(c -> c != '\n' && Character.isISOControl(c));
    }

    @ParameterizedTest
    @MethodSource("evaluations")
    void itIsShort(Evaluation evaluation) {
        assertThat(plain(evaluation).lines().count()).isLessThan(120);
    }

    @Test
    void itSaysThatANonZeroExitIsAVerdict() {
        assertThat(plain(Midterms.evaluation()))
                .contains("FAIL: a gate found harm beyond its margin. Against lite: classic fails; deluxe passes.")
                .contains("This is a verdict on the models, not a failure of the program (exit code 30).");
    }

    @Test
    void costsStandByVersionWithTheirDifferences() {
        assertThat(plain(Midterms.evaluation()).lines())
                .contains("  lite     0.08912  baseline")
                .anySatisfy(line -> assertThat(line)
                        .matches("  classic  0\\.09334  \\+0\\.004220 +\\[.*")
                        .endsWith("materially worse"));
    }

    @Test
    void whyNothingCanBeSaidStandsBesideTheNumbersOrBelowThem() {
        assertThat(plain(Midterms.unreliable("20 units, at least 30 needed")).lines())
                .anySatisfy(line -> assertThat(line).endsWith("n/a  unreliable: 20 units, at least 30 needed"));
        String uneven = "uneven units: one carries 13.2 % of the variance, at most 10 %";
        assertThat(plain(Midterms.unreliable(uneven))).contains("  n/a\n      unreliable: " + uneven + "\n");
    }

    @Test
    void hardGatesAreCountedApartFromSoftOnes() {
        assertThat(plain(Midterms.evaluation())).contains("Gates: 1 of 2 hard gates passed; 6 of 7 soft gates warn\n");
        assertThat(plain(Midterms.empty())).contains("Gates: none\n");
    }

    @Test
    void gatesThatDidNotPassSayWhy() {
        assertThat(plain(Midterms.evaluation()))
                .contains("Gates: ")
                .contains("  FAIL  classic: binary_cross_entropy on all rows: ")
                .contains("  warning  classic: binary_cross_entropy on branch = Mayor: no rows in branch = Mayor");
    }

    @Test
    void rowsAreOneLineAndTheReportIsNamed() {
        assertThat(plain(Midterms.evaluation()))
                .contains("Rows: 1,560 rows read = 12 filtered + 1,518 evaluated + 9 quarantined (4 duplicate-id, 3\n"
                        + "  null-version, 2 unreadable-record) + 9 unmatched + 12 unlabelled\n")
                .endsWith("Report: out\n");
    }

    @Test
    void whatCannotBeComparedSaysWhy() {
        assertThat(plain(Midterms.incomparable(10)))
                .contains("(exit code 32).\n  premium against lite: reason 0\n")
                .contains("  premium against lite: reason 7\n  and 2 more reasons\n");
        assertThat(plain(Midterms.evaluation())).doesNotContain("soft gate on branch=Senate");
    }

    @Test
    void coloursComeOnlyWhenAskedForAndChangeNoWord() {
        String coloured = ConsoleSummary.of(Midterms.evaluation(), "out", Colour.ALWAYS);
        assertThat(coloured).contains("\u001b[1;31mFAIL\u001b[0m: a gate", "  \u001b[1;31mFAIL\u001b[0m  classic");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain(Midterms.evaluation()));
    }

    private static String plain(Evaluation evaluation) {
        return ConsoleSummary.of(evaluation, "out", Colour.NEVER);
    }
}
