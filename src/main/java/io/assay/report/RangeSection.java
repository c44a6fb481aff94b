package io.assay.report;

import io.assay.comparison.WeightRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the verdicts of gates on weighted sums depend on the weights.
 *
 * @param lines one for each gate and part; empty where there are none
 * @param note what is not shown, as a sentence; empty when all is
 */
record RangeSection(List<Line> lines, String note) {

    private static final int LINES = 60;

    static RangeSection of(Evaluation evaluation) {
        List<Line> all = evaluation.composition().ranges().stream()
                .map(Line::of)
                .distinct()
                .toList();
        int hidden = all.size() - LINES;
        return new RangeSection(
                all.stream().limit(LINES).toList(),
                hidden <= 0 ? "" : Sentence.counted(hidden, "more range") + " in sensitivity.csv.");
    }

    /**
     * One weight of one gate.
     *
     * @param kind {@code hard} or {@code soft}
     * @param tone the word a style follows, of the verdict
     * @param bar null where no range is known
     */
    record Line(
            Name loss,
            Name.OfCell cell,
            Name candidate,
            Name baseline,
            String kind,
            String tone,
            Name sentence,
            @Nullable Bar bar) {

        private static Line of(WeightRange range) {
            return new Line(
                    Name.of(range.loss()),
                    Name.OfCell.of(range.cell()),
                    Name.of(range.candidate()),
                    Name.of(range.baseline()),
                    range.hard() ? "hard" : "soft",
                    GateSection.tone(range.verdict()),
                    Name.of(Numeral.typographic(range.sentence()), 320),
                    range.obstacle().isEmpty() ? Bar.of(range) : null);
        }
    }

    /**
     * The range on an axis from 0 to the right end, which is infinitely far away, or from there to 0 for a negative
     * weight; the weight as it is stands in the middle. In percent of the width.
     */
    record Bar(double from, double width, double at) {

        private static Bar of(WeightRange range) {
            double low = place(range.lower(), range.weight());
            double high = place(range.upper(), range.weight());
            return new Bar(low, high - low, place(range.weight(), range.weight()));
        }

        /** x/(x + w) of the way, for a weight w. */
        private static double place(double x, double weight) {
            double scale = weight == 0 ? 1 : Math.abs(weight);
            double share = Double.isInfinite(x) ? 1 : Math.abs(x) / (Math.abs(x) + scale);
            return 100 * (weight < 0 ? 1 - share : share);
        }
    }
}
