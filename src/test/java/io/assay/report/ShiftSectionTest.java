package io.assay.report;

import static io.assay.report.Shifts.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.assay.comparison.Comparison;
import io.assay.comparison.Grounds;
import io.assay.comparison.MixShift;
import io.assay.comparison.SliceShift;
import io.assay.dimension.Cell;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShiftSectionTest {

    /** Of classic from lite over all rows: +0.00422, paired. */
    private static final Comparison PAIRED = Midterms.evaluation().comparisons().get(0);

    private static Comparison unpaired(double difference, double reach, Cell cell) {
        return new Comparison(
                cell,
                PAIRED.loss(),
                PAIRED.aggregate(),
                PAIRED.direction(),
                PAIRED.baseline(),
                PAIRED.candidate(),
                "unpaired",
                200,
                200,
                0.25,
                0.25 + difference,
                difference,
                Double.NaN,
                reach / 2,
                difference - reach,
                difference + reach,
                "Welch t",
                0.5,
                0.5,
                Double.NaN,
                0.01,
                PAIRED.finding(),
                PAIRED.verdict(),
                Double.NaN,
                "",
                Grounds.NONE);
    }

    private static Evaluation evaluation(List<MixShift> all, String... left) {
        return Midterms.evaluation().withComposition(Shifts.composition(all, List.of(left)));
    }

    private static List<String> sentences(MixShift... shifts) {
        return new ShiftSentences(List.of(shifts)).sentences();
    }

    private static String rendered(String name, Evaluation evaluation) {
        for (Format format : Formats.all()) {
            for (Format.Document document : format.documents()) {
                if (document.fileName().equals(name)) {
                    return new String(document.bytes(evaluation), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError(name);
    }

    @Test
    void onPairsTheSlicesAreNamedByWhatTheyAdd() {
        assertThat(sentences(Shifts.of(
                        PAIRED, slice("House", 0.75, 0.75, 0.005, 0), slice("Senate", 0.25, 0.25, -0.00078, 0))))
                .containsExactly("Of the difference of +0.004220 in binary_cross_entropy, +0.005000 comes from branch ="
                        + " House (75.0% of the weight), \u22120.000780 from branch = Senate (25.0% of the weight);"
                        + " none of it is mix, as both versions are compared on the same rows.");
    }

    @Test
    void onDifferentRowsTheMixIsToldApartAndAReversalIsNamed() {
        Comparison line = unpaired(0.25, 0.125, Cell.ALL);
        assertThat(sentences(Shifts.of(
                        line, slice("easy", 0.75, 0.25, -0.0625, 0.125), slice("hard", 0.25, 0.75, 0, 0.1875))))
                .containsExactly(
                        "Of the difference of +0.2500 in binary_cross_entropy, \u22120.0625 comes from changes within slices"
                                + " by branch (bounds \u22120.0635 to \u22120.0615) and +0.3125 from the mix, as the two"
                                + " versions have other shares of rows there; most by slice: branch = hard (25.0% \u2192"
                                + " 75.0% of the weight) +0.1875, branch = easy (75.0% \u2192 25.0% of the weight) +0.0625.",
                        "Simpson\u2019s reversal, probable: over all rows binary_cross_entropy of classic is higher than that"
                                + " of lite (+0.2500), but within slices by branch it is lower (\u22120.0625, bounds \u22120.0635"
                                + " to \u22120.0615), and in none of them higher; the two versions had different rows, and"
                                + " neither interval holds 0.");
    }

    @Test
    void aReversalThatMayBeChanceIsSaidToBeSoAndThoseInsideOfPartitionsAreCounted() {
        MixShift possible = Shifts.of(
                unpaired(0.25, 0.5, Cell.ALL),
                slice("easy", 0.75, 0.25, -0.0625, 0.125),
                slice("hard", 0.25, 0.75, 0, 0.1875));
        MixShift inside = Shifts.of(
                unpaired(0.25, 0.125, new Cell("region=r0", "all")), slice("easy", 0.75, 0.25, -0.0625, 0.3125));
        List<String> sentences = sentences(possible, inside);
        assertThat(sentences).hasSize(3);
        assertThat(sentences.get(1))
                .startsWith("Simpson\u2019s reversal, possible: ")
                .endsWith("It may be chance: not both intervals are known to be clear of 0.");
        assertThat(sentences.get(2))
                .isEqualTo("Inside of single partitions there is 1 more reversal, in attribution.csv.");
    }

    @Test
    void whatIsEverywhereTheSameIsSaid() {
        assertThat(sentences(Shifts.of(
                        unpaired(0, 0, Cell.ALL), slice("House", 0.5, 0.5, 0, 0), slice("Senate", 0.5, 0.5, 0, 0))))
                .containsExactly("There is no difference in binary_cross_entropy to take apart by slices by branch.");
        assertThat(sentences()).isEmpty();
    }

    @Test
    void theSetThatExplainsMostIsTold() {
        MixShift even = Shifts.of(PAIRED, slice("one", 0.5, 0.5, 0.00211, 0), slice("two", 0.5, 0.5, 0.00211, 0));
        MixShift uneven = Shifts.of(
                PAIRED, "slices by state,year", 0.001, slice("CA", 0.5, 0.5, 0.00422, 0), slice("NY", 0.5, 0.5, 0, 0));
        assertThat(new ShiftSentences(List.of(even, uneven)).most()).contains(uneven);
        assertThat(new ShiftSentences(List.of(uneven, even)).most()).contains(uneven);
        assertThat(ShiftSentences.division(uneven)).isEqualTo("slices by state \u00d7 year");
    }

    @Test
    void theReportDrawsWhatEachSliceAddsAndTheSummarySaysIt() {
        Evaluation evaluation = evaluation(
                List.of(Shifts.of(
                        PAIRED, slice("House", 0.75, 0.75, 0.005, 0), slice("Senate", 0.25, 0.25, -0.00078, 0))),
                "Differences in rmse are not taken apart: for a reason.");
        String page = rendered("report.html", evaluation);
        assertThat(page)
                .contains("<h2>Where the change comes from</h2>", "aria-label=\"within +0.005000, mix 0\"")
                .contains("Differences in rmse are not taken apart: for a reason.")
                .doesNotContain(">Mix</th>");
        assertThat(rendered("summary.md", evaluation))
                .contains("#### Where the change comes from\n\nclassic against lite: Of the difference of +0.004220 in"
                        + " binary_cross_entropy, +0.005000 comes from branch = House")
                .contains("Differences in rmse are not taken apart: for a reason.");
        assertThat(rendered("report.html", Midterms.evaluation())).doesNotContain("Where the change comes from");
        assertThat(rendered("summary.md", Midterms.evaluation())).doesNotContain("Where the change comes from");
    }

    @Test
    void barsReachFromNothingToWhatIsAddedAndStayInside() {
        ShiftPlot plot = ShiftPlot.of(Shifts.of(
                unpaired(0.25, 0.125, Cell.ALL),
                slice("easy", 0.75, 0.25, -0.0625, 0.125),
                slice("hard", 0.25, 0.75, 0, 0.1875)));
        assertThat(plot.mixed()).isTrue();
        assertThat(plot.rows().get(0).withinBar().width()).isZero();
        assertThat(plot.rows().get(0).mixBar().from()).isEqualTo(plot.zero());
        ShiftPlot.Bar bar = plot.rows().get(1).withinBar();
        assertThat(bar.from() + bar.width()).isCloseTo(plot.zero(), within(1e-9));
        assertThat(bar.from()).isGreaterThan(0);
        assertThat(plot.rows().get(0).mixBar().width())
                .isCloseTo(1.5 * plot.rows().get(1).mixBar().width(), within(1e-9));
        assertThat(plot.rows()).extracting(ShiftPlot.Row::tone).containsExactly("worse", "worse");
        assertThat(bar.tone()).isEqualTo("better");
        assertThat(plot.rows().get(1).mixBar().tone()).isEqualTo("worse");
    }

    @Test
    void ofManySlicesThePictureShowsTheLargestAndTheRestInOneSentence() {
        SliceShift[] slices = new SliceShift[1_000];
        for (int i = 0; i < slices.length; i++) {
            slices[i] = slice("s" + i, 0.001, 0.001, i < 12 ? 0.5 : 0.0078125, 0);
        }
        ShiftPlot plot = ShiftPlot.of(Shifts.of(PAIRED, slices));
        assertThat(plot.rows()).hasSize(12);
        assertThat(plot.note()).isEqualTo("988 more, which add +7.72 together, in attribution.csv.");
        assertThat(sentences(Shifts.of(PAIRED, slices)).get(0))
                .contains(", +11.72 from 996 more;")
                .hasSizeLessThan(600);
    }

    @Test
    void theTableEndsEachDivisionWithWhatRemains() {
        Evaluation evaluation = evaluation(List.of(
                Shifts.of(PAIRED, slice("House", 0.75, 0.75, 0.00390625, 0), slice("Senate", 0.25, 0.25, 0, 0))));
        List<String> lines = rendered("attribution.csv", evaluation).lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("evaluation,run_date,whole,division,partition,slice,loss,");
        assertThat(lines.get(1)).contains(",all,slices by branch,all,branch=House,");
        assertThat(lines.get(3))
                .contains(",all,slices by branch,all,remainder,")
                .contains(",0,,,,,,,");
        String[] last = lines.get(3).split(",", -1);
        assertThat(0.00390625 + Double.parseDouble(last[last.length - 8])).isEqualTo(PAIRED.difference());
    }

    @Test
    void hostileNamesAreTextAndTheSectionIsBounded() {
        Evaluation hostile = Midterms.hostile();
        Evaluation evaluation = hostile.withComposition(Shifts.composition(
                Shifts.named(hostile.comparisons().get(0), List.of(Midterms.HOSTILE, "b"))
                        .all(),
                List.of(Midterms.HOSTILE)));
        assertThat(rendered("report.html", evaluation))
                .contains("Where the change comes from", "&lt;script&gt;")
                .doesNotContain("<script");
        assertThat(rendered("summary.md", evaluation))
                .doesNotContainPattern("(?<!\\\\)<script")
                .doesNotContain(" @all");
        Evaluation atLength = Hostile.atLength(1_000);
        assertThat(ShiftSection.of(atLength).sources()).isNotEmpty();
        assertThat(ShiftSection.markdown(atLength, 3_500)).hasSizeLessThan(3_600);
    }
}
