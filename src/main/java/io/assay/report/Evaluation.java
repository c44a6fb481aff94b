package io.assay.report;

import io.assay.comparison.CandidateVerdict;
import io.assay.comparison.Comparison;
import io.assay.comparison.ExploredSlice;
import io.assay.comparison.Verdict;
import io.assay.cost.Cost;
import io.assay.cost.CostCurve;
import io.assay.cost.Metric;
import io.assay.cost.RowAccount;
import io.assay.dimension.Cell;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that one run found out, ready to be rendered.
 *
 * @param name of the evaluation
 * @param runDate the date evaluated, as text
 * @param baselines versions compared against
 * @param versions every version with rows, in order
 * @param losses configured names in the configured order; the first is the primary one
 * @param verdict the overall one: the worst of {@code verdicts}
 * @param verdicts one per candidate and baseline
 * @param costs in order of loss, cell, version
 * @param comparisons in order of loss, cell, candidate
 * @param explored what was found by looking through the slices of the comparisons
 * @param metrics in order of metric, cell, version
 * @param costCurves what decisions cost by their threshold, in order of metric and version
 * @param composition penalties beside the costs, and the parts that weighted sums have
 * @param accounts one per side
 * @param notes what a reader must know beside the numbers, such as ids missing on one side
 * @param provenance how to run it again
 */
public record Evaluation(
        String name,
        String runDate,
        double alpha,
        List<String> baselines,
        List<String> versions,
        List<String> losses,
        Verdict verdict,
        List<CandidateVerdict> verdicts,
        List<Cost> costs,
        List<Comparison> comparisons,
        List<ExploredSlice> explored,
        List<Metric> metrics,
        List<CostCurve> costCurves,
        Composition composition,
        List<RowAccount> accounts,
        List<String> notes,
        Provenance provenance) {

    /** An evaluation whose slices were not looked through, and whose costs are composed with nothing. */
    public Evaluation(
            String name,
            String runDate,
            double alpha,
            List<String> baselines,
            List<String> versions,
            List<String> losses,
            Verdict verdict,
            List<CandidateVerdict> verdicts,
            List<Cost> costs,
            List<Comparison> comparisons,
            List<Metric> metrics,
            List<RowAccount> accounts,
            List<String> notes,
            Provenance provenance) {
        this(
                name,
                runDate,
                alpha,
                baselines,
                versions,
                losses,
                verdict,
                verdicts,
                costs,
                comparisons,
                List.of(),
                metrics,
                List.of(),
                Composition.NONE,
                accounts,
                notes,
                provenance);
    }

    public Evaluation {
        baselines = List.copyOf(baselines);
        versions = List.copyOf(versions);
        losses = List.copyOf(losses);
        verdicts = List.copyOf(verdicts);
        costs = List.copyOf(costs);
        comparisons = List.copyOf(comparisons);
        explored = List.copyOf(explored);
        metrics = List.copyOf(metrics);
        costCurves = List.copyOf(costCurves);
        accounts = List.copyOf(accounts);
        notes = List.copyOf(notes);
    }

    /** The candidate's difference under the primary loss over all rows; empty when no rows were compared. */
    public Optional<Comparison> primary(CandidateVerdict candidate) {
        return comparisons.stream()
                .filter(c -> !losses.isEmpty() && c.loss().equals(losses.get(0)))
                .filter(c -> c.cell().equals(Cell.ALL))
                .filter(c -> c.baseline().equals(candidate.baseline()))
                .filter(c -> c.candidate().equals(candidate.candidate()))
                .findFirst();
    }

    /** The same with what was found in slices. */
    public Evaluation withExplored(List<ExploredSlice> slices) {
        return with(slices, composition, notes, provenance);
    }

    /** The same with what its costs are composed with. */
    public Evaluation withComposition(Composition other) {
        return with(explored, other, notes, provenance);
    }

    /** The same with another account of how it came about. */
    public Evaluation withProvenance(Provenance other) {
        return with(explored, composition, notes, other);
    }

    /** The same with further notes before its own. */
    public Evaluation withNotes(List<String> first) {
        return with(
                explored,
                composition,
                Stream.concat(first.stream(), notes.stream()).toList(),
                provenance);
    }

    private Evaluation with(
            List<ExploredSlice> otherExplored,
            Composition otherComposition,
            List<String> otherNotes,
            Provenance otherProvenance) {
        return new Evaluation(
                name,
                runDate,
                alpha,
                baselines,
                versions,
                losses,
                verdict,
                verdicts,
                costs,
                comparisons,
                otherExplored,
                metrics,
                costCurves,
                otherComposition,
                accounts,
                otherNotes,
                otherProvenance);
    }
}
