package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;

/** The geometric mean of several losses of one row; 0 where one of them is 0. */
public final class GeometricMeanLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("geometric_mean_loss", Family.COMPOSITE)
            .summary("The geometric mean of several losses of one row; 0 where one of them is 0.")
            .formula("exp(mean of log loss_i)")
            .prediction("losses", NON_NEGATIVE)
            .relation(Relation.notEmpty("losses"))
            .outliers("Halving any of the losses counts the same, whatever its scale; one that is 0 hides all others.")
            .choose("Losses of several tasks have scales that cannot be compared.")
            .reference("Chennupati et al. 2019")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles losses) {
        if (losses.size() == 0 || !NON_NEGATIVE.containsAll(losses)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < losses.size(); i++) {
            sum += StrictMath.log(Math.abs(losses.at(i)));
        }
        return StrictMath.exp(sum / losses.size());
    }
}
