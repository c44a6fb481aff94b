package io.assay.report;

import io.assay.comparison.Comparison;
import io.assay.comparison.GateResult;
import io.assay.comparison.Verdict;
import io.assay.dimension.Cell;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Every gate with its rule and its numbers. Soft gates may be many; the hard ones, which decide, stand apart before them.
 *
 * @param summary how many passed, and how many warn
 * @param hard gates that decide, failures first
 * @param warnings soft gates that did not pass
 * @param passed soft gates that passed
 * @param note what is not shown, as a sentence; empty when all is
 */
record GateSection(String summary, List<Gate> hard, List<Gate> warnings, List<Gate> passed, String note) {

    private static final int GATES = 200;

    static GateSection of(Evaluation evaluation) {
        List<GateResult> all = evaluation.verdicts().stream()
                .flatMap(candidate -> candidate.gates().stream())
                .sorted(Sentence.BY_WEIGHT)
                .toList();
        List<Gate> hard = shown(all.stream().filter(GateResult::hard));
        List<Gate> warnings = shown(all.stream().filter(gate -> !gate.hard() && gate.verdict() != Verdict.PASS));
        List<Gate> passed = shown(all.stream().filter(gate -> !gate.hard() && gate.verdict() == Verdict.PASS));
        int hidden = all.size() - hard.size() - warnings.size() - passed.size();
        return new GateSection(
                all.isEmpty() ? "No gate was configured." : Sentence.gates(all) + ".",
                hard,
                warnings,
                passed,
                hidden == 0 ? "" : Sentence.counted(hidden, "more gate") + " in verdict.json.");
    }

    private static List<Gate> shown(Stream<GateResult> gates) {
        return gates.limit(GATES).map(Gate::of).toList();
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
                    Name.of(Numeral.typographic(gate.formula()), 160),
                    Name.of(Numeral.typographic(gate.sentence()), 560),
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
