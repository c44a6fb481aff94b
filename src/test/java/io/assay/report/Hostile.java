package io.assay.report;

import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.Comparison;
import io.assay.comparison.GateResult;
import io.assay.comparison.Objective;
import io.assay.comparison.PartDifference;
import io.assay.comparison.Verdict;
import io.assay.comparison.WeightRange;
import io.assay.cost.Contribution;
import io.assay.cost.Penalty;
import io.assay.cost.RowAccount;
import io.assay.dimension.Cell;
import io.assay.dimension.Coordinate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The hostile evaluation with everything repeated, every name different and long. */
final class Hostile {

    private Hostile() {}

    static Evaluation atLength(int length) {
        Evaluation one = Midterms.hostile();
        List<CandidateVerdict> verdicts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        SortedMap<String, Long> reasons = new TreeMap<>();
        SortedMap<String, SortedMap<String, Long>> unscored = new TreeMap<>();
        CandidateVerdict verdict = one.verdicts().get(0);
        GateResult gate = verdict.gates().get(0);
        for (int i = 0; i < length; i++) {
            names.add(i + "@".repeat(100) + Midterms.HOSTILE.repeat(20));
            reasons.put(names.get(i), 1L);
        }
        for (int i = 0; i < 50; i++) {
            unscored.put(names.get(i), reasons);
            verdicts.add(new CandidateVerdict(
                    names.get(0), names.get(i), verdict.verdict(), names, Collections.nCopies(length / 50, gate)));
        }
        RowAccount account = new RowAccount(names.get(1), length, 0, 0, reasons, 0, 0, 0, unscored);
        return new Evaluation(
                        names.get(0),
                        names.get(1),
                        one.alpha(),
                        names,
                        names,
                        names,
                        one.verdict(),
                        verdicts,
                        one.costs(),
                        one.comparisons(),
                        one.metrics(),
                        List.of(account, account, account),
                        names,
                        one.provenance())
                .withComposition(composition(names, one.comparisons().get(0)));
    }

    /** Penalties of all versions, and a sum of as many parts as there are names. */
    private static Composition composition(List<String> names, Comparison line) {
        List<Penalty> penalties = new ArrayList<>();
        List<Objective> objectives = new ArrayList<>();
        List<Contribution> contributions = new ArrayList<>();
        List<PartDifference> differences = new ArrayList<>();
        List<WeightRange> ranges = new ArrayList<>();
        String sum = names.get(0);
        String other = names.get(1);
        for (String name : names) {
            penalties.add(new Penalty(name, 3, 2, 1e-300, Double.NaN, 1e300, 1e300));
            objectives.add(new Objective(name, name, 1, 2, 3, other, -1, 1, 0, -0.5, Double.POSITIVE_INFINITY));
            contributions.add(new Contribution(Cell.ALL, name, sum, name, 0.5, 4, 2, 1, 9));
            differences.add(new PartDifference(Cell.ALL, sum, other, name, name, 0.5, 4, 1, 2, 1, 0));
            ranges.add(new WeightRange(
                    sum,
                    new Cell("all", Coordinate.of("x", name)),
                    other,
                    name,
                    true,
                    name,
                    0.5,
                    Verdict.PASS,
                    0,
                    Optional.empty(),
                    0.75,
                    Optional.of(Verdict.FAIL),
                    ""));
        }
        return new Composition(penalties, objectives, contributions, differences, ranges, Shifts.named(line, names));
    }
}
