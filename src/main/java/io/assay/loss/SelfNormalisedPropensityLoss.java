package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/**
 * The {@link InversePropensityWeightedLoss} over the weights instead of over the rows: a little biased, and far less
 * at the mercy of a few large weights.
 */
public final class SelfNormalisedPropensityLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("self_normalised_propensity_loss", Family.COMPOSITE)
            .summary(
                    "What a policy would have cost on logged decisions, over the weights of those it shares instead of over rows.")
            .formula("Σ loss·w over Σ w, w = [prediction = action]/propensity, at most clip")
            .label("loss", FINITE)
            .label("action", FINITE)
            .label("propensity", POSITIVE)
            .prediction(FINITE)
            .optional("clip", POSITIVE)
            .relation(Relation.atMost("propensity", 1))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .aggregate("ratio")
            .outliers("Large weights count above and below, so that no cost leaves the range of the losses.")
            .choose("As inverse_propensity_weighted_loss, where weights vary much or the logged share is small.")
            .shorthand("snips", "ratio")
            .reference("Hájek 1971; Swaminathan and Joachims 2015")
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

    /** The weight of the row. */
    public double denominator(double loss, double action, double propensity, double prediction, double clip) {
        boolean scored = !Double.isNaN(loss(loss, action, propensity, prediction, clip));
        return scored ? Propensity.weight(action == prediction, propensity, clip) : Double.NaN;
    }

    public double denominator(double loss, String action, double propensity, String prediction, double clip) {
        boolean scored = !Double.isNaN(loss(loss, action, propensity, prediction, clip));
        return scored ? Propensity.weight(action.equals(prediction), propensity, clip) : Double.NaN;
    }
}
