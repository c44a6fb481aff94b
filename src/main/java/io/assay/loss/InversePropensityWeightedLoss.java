package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/**
 * What a policy would have cost on logged decisions: the loss of those that it would have taken too, over the
 * probability with which they were taken. Its mean over all rows is unbiased.
 */
public final class InversePropensityWeightedLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("inverse_propensity_weighted_loss", Family.COMPOSITE)
            .summary(
                    "What a policy would have cost on logged decisions: losses of those it shares, over their propensity.")
            .formula("loss·[prediction = action]/propensity, the weight at most clip")
            .label("loss", FINITE)
            .label("action", FINITE)
            .label("propensity", POSITIVE)
            .prediction(FINITE)
            .optional("clip", POSITIVE)
            .relation(Relation.atMost("propensity", 1))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .outliers("A shared decision that was unlikely has a large weight; clip bounds it, at the price of a bias.")
            .choose("A new policy is judged on decisions of an old one that chose at random with known probabilities.")
            .peers("A reward is a loss with direction higher.")
            .shorthand("ips", "mean")
            .reference("Horvitz and Thompson 1952; Bottou et al. 2013")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double loss, double action, double propensity, double prediction, double clip) {
        boolean known = FINITE.contains(action) && FINITE.contains(prediction);
        return known
                ? Propensity.weighted(loss, Propensity.weight(action == prediction, propensity, clip))
                : Double.NaN;
    }

    public double loss(double loss, String action, double propensity, String prediction, double clip) {
        return Propensity.weighted(loss, Propensity.weight(action.equals(prediction), propensity, clip));
    }
}
