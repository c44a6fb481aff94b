package io.assay.job;

import io.assay.aggregation.CellTally;
import io.assay.aggregation.LossColumn;
import io.assay.aggregation.Tallied;
import io.assay.aggregation.TallyPlan;
import io.assay.aggregation.VersionPair;
import io.assay.comparison.Comparison;
import io.assay.comparison.PartDifference;
import io.assay.cost.Contribution;
import io.assay.cost.Cost;
import io.assay.cost.MetricPairTally;
import io.assay.cost.MetricTally;
import io.assay.cost.PartCosts;
import io.assay.cost.VectorPairTally;
import io.assay.cost.VectorTally;
import io.assay.dimension.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes weighted sums apart: what each part adds to a cost, and to a difference. */
final class PartValues {

    private final TallyPlan plan;
    private final List<PlannedSum> sums;
    private final Tallied tallied;

    PartValues(TallyPlan plan, List<PlannedSum> sums, Tallied tallied) {
        this.plan = plan;
        this.sums = sums.stream()
                .filter(sum -> PartCosts.areAdded(plan.losses().get(sum.loss()).aggregate()))
                .toList();
        this.tallied = tallied;
    }

    /** In the order of the costs. */
    List<Contribution> contributions(List<Cost> costs) {
        List<Contribution> contributions = new ArrayList<>();
        for (Cost cost : costs) {
            for (PlannedSum sum : of(cost.loss())) {
                cell(cost.cell())
                        .flatMap(cell -> tally(cell, cost.modelVersion(), sum))
                        .ifPresent(tally -> add(contributions, cost, sum, tally));
            }
        }
        return contributions;
    }

    private void add(List<Contribution> contributions, Cost cost, PlannedSum sum, VectorTally tally) {
        LossColumn loss = plan.losses().get(sum.loss());
        for (int i = 0; i < sum.parts().size(); i++) {
            contributions.add(new Contribution(
                    cost.cell(),
                    cost.modelVersion(),
                    cost.loss(),
                    sum.parts().get(i),
                    sum.weights().get(i),
                    tally.rows(),
                    PartCosts.cost(tally, loss.aggregate(), i),
                    PartCosts.contribution(
                            tally, loss.aggregate(), i, sum.weights().get(i)),
                    cost.cost()));
        }
    }

    /** In the order of the comparisons. */
    List<PartDifference> differences(List<Comparison> comparisons) {
        List<PartDifference> differences = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            for (PlannedSum sum : of(comparison.loss())) {
                for (int i = 0; i < sum.parts().size(); i++) {
                    int part = i;
                    cell(comparison.cell())
                            .flatMap(cell -> difference(cell, comparison, sum, part))
                            .ifPresent(found -> differences.add(new PartDifference(
                                    comparison.cell(),
                                    comparison.loss(),
                                    comparison.baseline(),
                                    comparison.candidate(),
                                    sum.parts().get(part),
                                    sum.weights().get(part),
                                    comparison.rows(),
                                    found.baseline(),
                                    found.candidate(),
                                    found.difference(),
                                    comparison.difference())));
                }
            }
        }
        return differences;
    }

    private Optional<PartCosts.Difference> difference(CellTally cell, Comparison comparison, PlannedSum sum, int part) {
        LossColumn loss = plan.losses().get(sum.loss());
        double weight = sum.weights().get(part);
        if (comparison.pairing().startsWith("paired")) {
            MetricPairTally[] pairs =
                    cell.metricPairs().get(new VersionPair(comparison.baseline(), comparison.candidate()));
            return Optional.ofNullable(pairs)
                    .map(found ->
                            PartCosts.difference((VectorPairTally) found[sum.tally()], loss.aggregate(), part, weight));
        }
        return tally(cell, comparison.candidate(), sum).flatMap(candidate -> tally(cell, comparison.baseline(), sum)
                .map(baseline -> PartCosts.difference(candidate, baseline, loss.aggregate(), part, weight)));
    }

    private List<PlannedSum> of(String loss) {
        return sums.stream()
                .filter(sum -> plan.losses().get(sum.loss()).name().equals(loss))
                .toList();
    }

    private Optional<CellTally> cell(Cell cell) {
        return tallied.cell(cell);
    }

    private static Optional<VectorTally> tally(CellTally cell, String version, PlannedSum sum) {
        MetricTally[] tallies = cell.metrics().get(version);
        return tallies == null ? Optional.empty() : Optional.of((VectorTally) tallies[sum.tally()]);
    }
}
