package io.assay.job;

import io.assay.aggregation.LossColumn;
import io.assay.aggregation.Tallied;
import io.assay.aggregation.TallyPlan;
import io.assay.aggregation.VersionPair;
import io.assay.comparison.ComparisonKey;
import io.assay.comparison.ComparisonSettings;
import io.assay.comparison.GatedComparison;
import io.assay.comparison.Units;
import io.assay.comparison.WeightRange;
import io.assay.comparison.WeightRanges;
import io.assay.cost.VectorPairTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds for gates on weighted sums how far their verdict depends on the weights. */
final class SumRanges {

    /** Each takes some hundred comparisons for every part. */
    private static final int GATES = 40;

    private final TallyPlan plan;
    private final List<PlannedSum> sums;
    private final Tallied tallied;
    private final Units units;

    SumRanges(TallyPlan plan, List<PlannedSum> sums, Tallied tallied, Units units) {
        this.plan = plan;
        this.sums = sums;
        this.tallied = tallied;
        this.units = units;
    }

    /** The ranges of the first gates on weighted sums, hard ones before soft ones. */
    List<WeightRange> of(ComparisonSettings settings, List<GatedComparison> gated) {
        WeightRanges ranges = new WeightRanges(settings, gated);
        List<WeightRange> found = new ArrayList<>();
        int[] indexes = IntStream.concat(ofKind(gated, true), ofKind(gated, false))
                .limit(GATES)
                .toArray();
        for (int index : indexes) {
            GatedComparison gate = gated.get(index);
            sum(gate).ifPresent(sum -> found.addAll(ranges.of(index, sum(gate, sum))));
        }
        return found;
    }

    private IntStream ofKind(List<GatedComparison> gated, boolean hard) {
        return IntStream.range(0, gated.size())
                .filter(i ->
                        gated.get(i).gate().hard() == hard && sum(gated.get(i)).isPresent());
    }

    private Optional<PlannedSum> sum(GatedComparison gate) {
        return sums.stream()
                .filter(sum ->
                        plan.losses().get(sum.loss()).name().equals(gate.gate().loss()))
                .findFirst();
    }

    private WeightRanges.Sum sum(GatedComparison gate, PlannedSum sum) {
        LossColumn loss = plan.losses().get(sum.loss());
        VersionPair pair = new VersionPair(gate.baseline(), gate.candidate());
        Optional<VectorPairTally> tally = tallied.cell(gate.gate().cell())
                .flatMap(cell -> Optional.ofNullable(cell.metricPairs().get(pair)))
                .map(tallies -> (VectorPairTally) tallies[sum.tally()]);
        return new WeightRanges.Sum(
                new ComparisonKey(
                        gate.gate().cell(),
                        loss.name(),
                        loss.aggregate(),
                        loss.direction(),
                        gate.baseline(),
                        gate.candidate()),
                units,
                sum.parts(),
                sum.weights(),
                sum.renormalise(),
                tally);
    }
}
