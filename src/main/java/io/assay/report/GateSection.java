package io.assay.report;

import io.assay.comparison.Comparison;
import io.assay.comparison.GateResult;
import io.assay.comparison.Verdict;
import io.assay.dimension.Cell;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Every gate with its rule and its numbers.
 *
 * @param summary how many passed
 * @param open gates that did not pass, hard failures first
 * @param passed gates that passed
 * @param note what is not shown, as a sentence; empty when all is
 */
record GateSection(String summary, List<Gate> open, List<Gate> passed, String note) {

    private static final int GATES = 200;

    static GateSection of(Evaluation evaluation) {
        List<GateResult> all = evaluation.verdicts().stream()
                .flatMap(candidate -> candidate.gates().stream())
                .sorted(Comparator.comparing((GateResult gate) -> !gate.hard())
                        .thenComparing(gate -> gate.verdict() != Verdict.FAIL))
                .toList();
        List<GateResult> open =
                all.stream().filter(gate -> gate.verdict() != Verdict.PASS).toList();
        List<GateResult> passed =
                all.stream().filter(gate -> gate.verdict() == Verdict.PASS).toList();
        List<Gate> openShown = open.stream().limit(GATES).map(Gate::of).toList();
        List<Gate> passedShown = passed.stream().limit(GATES).map(Gate::of).toList();
        int hidden = all.size() - openShown.size() - passedShown.size();
        return new GateSection(
                all.isEmpty() ? "No gate was configured." : summary(all, open, passed),
                openShown,
                passedShown,
                hidden == 0 ? "" : Sentence.counted(hidden, "more gate") + " in verdict.json.");
    }

    private static String summary(List<GateResult> all, List<GateResult> open, List<GateResult> passed) {
        long warnings = open.stream().filter(gate -> !gate.hard()).count();
        return passed.size() + " of " + Sentence.counted(all.size(), "gate") + " passed"
                + (warnings == 0
                        ? "."
                        : "; of the others, " + Sentence.counted(warnings, "warning") + " from soft gates.");
    }

    /**
     * One gate.
     *
     * @param verdict as a word
     * @param tone the word a style follows: {@code pass}, {@code fail}, {@code inconclusive}, {@code not-comparable}
     * @param kind {@code hard} or {@code soft}
     */
    record Gate(
            String verdict,
            String tone,
            String kind,
            Name loss,
            Name candidate,
            Name baseline,
            Name.OfCell cell,
            Name formula,
            Name sentence,
            String n,
            String harmP,
            String adjustedP) {

        private static Gate of(GateResult gate) {
            return new Gate(
                    Sentence.word(gate.verdict()),
                    GateSection.tone(gate.verdict()),
                    gate.hard() ? "hard" : "soft",
                    Name.of(gate.loss()),
                    Name.of(gate.candidate()),
                    Name.of(gate.baseline()),
                    Name.OfCell.of(new Cell(gate.partition(), gate.slice())),
                    Name.of(gate.formula(), 160),
                    Name.of(gate.sentence(), 320),
                    gate.comparison()
                            .map(line -> Numeral.TYPOGRAPHIC.count(line.units()))
                            .orElse("0"),
                    p(gate, Comparison::harmPValue),
                    p(gate, Comparison::adjustedPValue));
        }

        private static String p(GateResult gate, ToDoubleFunction<Comparison> value) {
            return Numeral.TYPOGRAPHIC.bareP(
                    gate.comparison().map(value::applyAsDouble).orElse(Double.NaN));
        }
    }

    /** A verdict as the name of a style. */
    static String tone(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
