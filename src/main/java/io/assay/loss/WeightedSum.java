package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** Several losses of one row, added with weights. */
public final class WeightedSum implements Loss {

    private static final Definition DEFINITION = Definition.of("weighted_sum", Family.COMPOSITE)
            .summary("Several losses of one row, added with weights.")
            .formula("Σ weight_i·loss_i")
            .prediction("losses", FINITE)
            .prediction("weights", FINITE)
            .relation(Relation.sameLength("losses", "weights"))
            .relation(Relation.notEmpty("losses"))
            .smooth()
            .outliers("As its parts have it.")
            .choose("A row has several losses, as in learning of several tasks, and one number is to be judged.")
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .reference("Closed form; multi-task learning")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles losses, Doubles weights) {
        if (losses.size() != weights.size()
                || losses.size() == 0
                || !FINITE.containsAll(losses)
                || !FINITE.containsAll(weights)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < losses.size(); i++) {
            sum += weights.at(i) * losses.at(i);
        }
        return sum;
    }
}
