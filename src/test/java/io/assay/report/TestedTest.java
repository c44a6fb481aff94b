package io.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.comparison.Comparison;
import io.assay.comparison.ExploredSlice;
import io.assay.comparison.Finding;
import io.assay.comparison.Grounds;
import io.assay.cost.Interval;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many tests there were, and which. */
class TestedTest {

    private static Comparison with(Comparison line, String candidate, String method, Grounds grounds) {
        return new Comparison(
                line.cell(),
                line.loss(),
                line.aggregate(),
                line.direction(),
                line.baseline(),
                candidate,
                line.pairing(),
                line.rows(),
                line.units(),
                line.baselineCost(),
                line.candidateCost(),
                line.difference(),
                line.relativeDifference(),
                line.standardError(),
                line.lower(),
                line.upper(),
                method,
                line.pValue(),
                line.harmPValue(),
                line.adjustedPValue(),
                line.margin(),
                line.finding(),
                line.verdict(),
                line.rowsNeeded(),
                line.shortfall(),
                grounds);
    }

    private static Grounds by(String test) {
        return new Grounds(test, 3, new Interval(0.012, 0.34));
    }

    @Test
    void everyMethodIsNamedOnceWithTheCandidatesItIsOf() {
        Comparison line = Midterms.evaluation().comparisons().get(0);
        Comparison first = with(line, "b", "Newcombe paired", by("McNemar's exact test"));
        Comparison second = with(line, "c", "Newcombe paired", by("McNemar's exact test"));
        Comparison third = with(line, "d", "Welch t", by("Welch's t-test"));
        assertThat(Methods.ofCandidates(List.of(first, second)))
                .isEqualTo("Interval, and test of no difference: Newcombe paired, McNemar's exact test.");
        assertThat(Methods.ofCandidates(List.of(first, second, third)))
                .isEqualTo("Interval, and test of no difference: b and c: Newcombe paired, McNemar's exact test;"
                        + " d: Welch t, Welch's t-test.");
        assertThat(Methods.ofCandidates(List.of())).isEmpty();
    }

    @Test
    void everyLineNamesItsIntervalAndTestAndHowManyOfThemThereWere() {
        Comparison line = Midterms.evaluation().comparisons().get(0);
        Comparison paired = with(line, "b", "Newcombe paired", by("McNemar's exact test"));
        assertThat(Methods.of(paired, "one of 9 hard gates"))
                .isEqualTo("Interval: Newcombe paired; test: McNemar's exact test, one of 9 hard gates; 3 looks");
        assertThat(Methods.of(with(line, "b", "paired t", Grounds.NONE), "")).isEqualTo("Interval: paired t; 1 look");
        assertThat(Methods.of(with(line, "b", "", Grounds.NONE), "the only slice"))
                .isEmpty();
    }

    @Test
    void linesOfGatesAndOfSlicesKnowTheirFamilies() {
        Evaluation plain = Midterms.evaluation();
        List<Comparison> gated = plain.verdicts().stream()
                .flatMap(candidate -> candidate.gates().stream())
                .flatMap(gate -> gate.comparison().stream())
                .toList();
        List<Comparison> slices = plain.comparisons().stream()
                .filter(line -> !Plot.isTotal(line) && !gated.contains(line))
                .toList();
        Tested tested = Tested.of(plain.withExplored(slices.stream()
                .map(line -> new ExploredSlice(line, 80, 0.01, 0.01, true, 0.5, 0.1, 0.9))
                .toList()));
        assertThat(gated).isNotEmpty().allSatisfy(line -> assertThat(tested.line(line))
                .containsPattern("one of [0-9]+ (hard|soft) gates; 1 look"));
        assertThat(slices)
                .isNotEmpty()
                .filteredOn(line -> line.finding() != Finding.NOT_COMPARABLE)
                .allSatisfy(line -> assertThat(tested.line(line)).endsWith("one of 80 slices; 1 look"));
    }

    @Test
    void manyMethodsAreCounted() {
        Comparison line = Midterms.evaluation().comparisons().get(0);
        List<Comparison> lines = IntStream.range(0, 9)
                .mapToObj(i -> with(line, "b" + i, "method " + i, Grounds.NONE))
                .toList();
        assertThat(Methods.ofCandidates(lines)).endsWith("b3: method 3; 5 more methods in comparison.csv.");
    }

    @Test
    void testsAndLooksAndVersionsAreCounted() {
        String sentence = Tested.sentence(Midterms.evaluation());
        assertThat(sentence)
                .startsWith("Tested: ")
                .contains("hard gates, failures corrected by Holm; ")
                .contains("1 look; 3 versions.");
        assertThat(Tested.sentence(Midterms.empty())).isEmpty();
    }

    @Test
    void relativeBoundsStandBesideTheRelativeDifference() {
        Comparison line = with(Midterms.evaluation().comparisons().get(0), "b", "paired t", by("paired t-test"));
        assertThat(Sentence.relativeBounds(line)).isEqualTo("+1.20% to +34.0%");
        assertThat(Plot.ofCandidates(List.of(line), Tested.of(Midterms.evaluation()))
                        .rows()
                        .get(0)
                        .relativeBounds())
                .isEqualTo("+1.20% to +34.0%");
        assertThat(Sentence.relativeBounds(Midterms.evaluation().comparisons().get(0)))
                .isEmpty();
    }
}
