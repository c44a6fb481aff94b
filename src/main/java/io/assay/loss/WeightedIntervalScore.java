package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.OPEN_UNIT;

/** The loss of a median and several central prediction intervals, an approximation of the CRPS. */
public final class WeightedIntervalScore implements Loss {

    private static final Definition DEFINITION = Definition.of("weighted_interval_score", Family.QUANTILE)
            .summary("The loss of a median and several central prediction intervals; approximates the CRPS.")
            .formula("(|y − median|/2 + Σ alpha_k/2 · interval_score_k) / (K + 1/2)")
            .label(FINITE)
            .prediction("median", FINITE)
            .prediction("lower", FINITE)
            .prediction("upper", FINITE)
            .required("alpha", OPEN_UNIT)
            .relation(Relation.sameLength("lower", "upper", "alpha"))
            .relation(Relation.notEmpty("lower"))
            .relation(Bounds.lowerNotAboveUpper())
            .convexity(Convexity.CONVEX)
            .shorthand("wis", "mean")
            .outliers("A label outside of all intervals counts in proportion to its distance.")
            .choose("A forecast is given as a median and several central intervals.")
            .reference("Bracher et al. 2021, as the forecast hubs use it")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double median, Doubles lower, Doubles upper, Doubles alpha) {
        if (!FINITE.contains(label)
                || !FINITE.contains(median)
                || !OPEN_UNIT.containsAll(alpha)
                || alpha.size() == 0
                || alpha.size() != lower.size()
                || !Bounds.areBounds(lower, upper)) {
            return Double.NaN;
        }
        double sum = Math.abs(label - median) / 2;
        for (int k = 0; k < alpha.size(); k++) {
            double width = upper.at(k) - lower.at(k);
            double outside = Math.max(0, Math.max(lower.at(k) - label, label - upper.at(k)));
            // alpha_k/2 · interval_score_k, multiplied out.
            sum += alpha.at(k) / 2 * width + outside;
        }
        return sum / (alpha.size() + 0.5);
    }
}
