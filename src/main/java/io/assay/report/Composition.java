package io.assay.report;

import io.assay.comparison.MixShifts;
import io.assay.comparison.Objective;
import io.assay.comparison.PartDifference;
import io.assay.comparison.WeightRange;
import io.assay.cost.Contribution;
import io.assay.cost.Penalty;
import java.util.List;

/**
 * What costs are put together with, and of.
 *
 * @param penalties of the versions with coefficients, in the configured order
 * @param objectives costs with penalties, in order of loss and version
 * @param contributions of the parts of weighted sums, in order of loss, cell, version and part
 * @param differences what the parts add to differences, in order of loss, cell, candidate and part
 * @param ranges over which the verdicts of gates on weighted sums hold, in order of gate and part
 * @param shifts what slices add to differences
 */
public record Composition(
        List<Penalty> penalties,
        List<Objective> objectives,
        List<Contribution> contributions,
        List<PartDifference> differences,
        List<WeightRange> ranges,
        MixShifts shifts) {

    /** Nothing was composed. */
    public static final Composition NONE = new Composition(List.of(), List.of(), List.of(), List.of(), List.of());

    /** Differences that are not taken apart by slices. */
    public Composition(
            List<Penalty> penalties,
            List<Objective> objectives,
            List<Contribution> contributions,
            List<PartDifference> differences,
            List<WeightRange> ranges) {
        this(penalties, objectives, contributions, differences, ranges, MixShifts.NONE);
    }

    public Composition {
        penalties = List.copyOf(penalties);
        objectives = List.copyOf(objectives);
        contributions = List.copyOf(contributions);
        differences = List.copyOf(differences);
        ranges = List.copyOf(ranges);
    }
}
