package io.assay.comparison;

import io.assay.cost.Aggregate;
import io.assay.cost.Cost;
import io.assay.cost.Penalty;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds penalties to costs. A penalty is added to a mean over all rows of which lower is better, as in training; it means
 * nothing beside a root, a sum or a score.
 */
public final class Objectives {

    private static final List<String> MEANS = List.of(Aggregate.MEAN.name(), Aggregate.KERAS_MEAN.name());

    private Objectives() {}

    /**
     * The objectives in the order of the costs; a candidate has one line for each baseline it is compared with.
     *
     * @param penalties those of the versions with coefficients; without any there are no objectives
     */
    public static List<Objective> of(List<Cost> costs, List<Comparison> comparisons, List<Penalty> penalties) {
        List<Objective> objectives = new ArrayList<>();
        for (Cost cost : penalties.isEmpty() ? List.<Cost>of() : costs) {
            if (cost.cell().equals(Cell.ALL)
                    && MEANS.contains(cost.aggregate())
                    && cost.direction() == Direction.LOWER) {
                Objective own = Objective.of(
                        cost.loss(), cost.modelVersion(), cost.cost(), penalty(cost.modelVersion(), penalties));
                List<Objective> compared = comparisons.stream()
                        .filter(line -> line.cell().equals(Cell.ALL)
                                && line.loss().equals(cost.loss())
                                && line.candidate().equals(cost.modelVersion()))
                        .map(line -> own.against(line, penalty(line.baseline(), penalties)))
                        .toList();
                objectives.addAll(compared.isEmpty() ? List.of(own) : compared);
            }
        }
        return objectives;
    }

    private static double penalty(String version, List<Penalty> penalties) {
        return penalties.stream()
                .filter(penalty -> penalty.modelVersion().equals(version))
                .mapToDouble(Penalty::total)
                .findFirst()
                .orElse(Double.NaN);
    }
}
