package io.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.comparison.Comparison;
import io.assay.comparison.ExploredSlice;
import io.assay.comparison.Finding;
import io.assay.comparison.Grounds;
import io.assay.comparison.SliceCorrection;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscoveriesTest {

    private static final String RATE = " (false discovery rate 10 %, Benjamini-Hochberg)";

    private static ExploredSlice slice(String name, double difference, boolean discovered, double worse) {
        return slice(name, difference, discovered, worse, Finding.INCONCLUSIVE);
    }

    private static ExploredSlice slice(
            String name, double difference, boolean discovered, double worse, Finding finding) {
        Comparison line = new Comparison(
                new Cell("all", "branch=" + name),
                "loss",
                "mean",
                Direction.LOWER,
                "lite",
                "classic",
                "paired",
                100,
                100,
                1,
                1 + difference,
                difference,
                difference,
                0.1,
                difference - 0.2,
                difference + 0.2,
                "paired t",
                0.5,
                0.5,
                Double.NaN,
                0.01,
                finding,
                finding.verdict(),
                Double.NaN,
                "",
                Grounds.NONE);
        return new ExploredSlice(line, 4, 0.5, discovered ? 0.01 : 0.5, discovered, difference, 0.1, worse);
    }

    private static List<String> sentences(ExploredSlice... slices) {
        return new Discoveries(List.of(slices), "loss", "lite", "classic").sentences();
    }

    @Test
    void whatDiffersIsNamedByWhichWay() {
        assertThat(sentences(
                        slice("House", 1, true, 0.9),
                        slice("Senate", 0, false, 0.2),
                        slice("Governor", -1, true, 0),
                        slice("Mayor", 0.1, false, 0.61)))
                .containsExactly(
                        "Beyond chance" + RATE
                                + ", of 4 slices with enough units: 1 worse, branch = House; 1 better, branch ="
                                + " Governor.",
                        "More likely than not worse by more than the margin, after moving every slice towards the mean of all"
                                + " by as much as its noise demands: branch = House (0.90), branch = Mayor (0.61).");
    }

    @Test
    void thatNothingDiffersIsSaidToo() {
        assertThat(sentences(slice("House", 0, false, 0), slice("Senate", 0, false, 0)))
                .containsExactly("None of 2 slices with enough units differs beyond chance" + RATE + ".");
        assertThat(sentences(slice("House", 0, false, 0)))
                .containsExactly("The 1 slice with enough units does not differ beyond chance" + RATE + ".");
        assertThat(sentences()).isEmpty();
    }

    @Test
    void ofManyTheFirstAreNamedAndTheRestCounted() {
        List<ExploredSlice> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(slice(i + "x".repeat(200), 1, true, 0.9));
        }
        List<String> sentences = new Discoveries(many, "loss", "lite", "classic").sentences();
        assertThat(sentences.get(0)).contains("1,000 worse, branch = 0xx").endsWith(" and 995 more.");
        assertThat(sentences).allMatch(sentence -> sentence.length() < 1_000);
    }

    @Test
    void unreliableSlicesAreCounted() {
        assertThat(sentences(
                        slice("House", 1, false, 0, Finding.UNRELIABLE),
                        slice("Senate", 0, false, 0),
                        slice("Mayor", 1, false, 0, Finding.UNRELIABLE)))
                .containsExactly(
                        "None of 3 slices with enough units differs beyond chance" + RATE + ".",
                        "Of 2 nothing is claimed: few units decide there, as said with each.");
    }

    @Test
    void whoLooksAfterEveryRunIsToldTheRule() {
        ExploredSlice once = slice("House", 0, false, 0);
        ExploredSlice again =
                new ExploredSlice(once.comparison(), 4, 0.5, 0.5, false, 0, 0.1, 0, 1.5, 7, SliceCorrection.E_BH);
        assertThat(once.isSequential()).isFalse();
        assertThat(sentences(again, again))
                .containsExactly(
                        "None of 2 slices with enough units differs beyond chance"
                                + RATE.replace("Benjamini-Hochberg", "e-BH") + ".",
                        "Named by e-values (e-BH), in 4 tests and after 7 looks: the rate holds at every look, and however"
                                + " slices overlap.");
    }

    @Test
    void slicesOfOthersAreNotTold() {
        assertThat(new Discoveries(List.of(slice("House", 1, true, 1)), "other", "lite", "classic").sentences())
                .isEmpty();
        assertThat(new Discoveries(List.of(slice("House", 1, true, 1)), "loss", "lite", "other").sentences())
                .isEmpty();
    }
}
