package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;

/**
 * The logistic losses of all pairs of different relevance, each weighted by what swapping the two would change of the
 * {@link NdcgAtK}.
 */
public final class LambdaLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("lambda_loss", Family.RANKING)
            .summary(
                    "The logistic losses of all pairs of different relevance, weighted by the change of NDCG if swapped.")
            .formula(
                    "Σ_{i more relevant than j} |gain_i − gain_j|·|1/log₂(1+rank_i) − 1/log₂(1+rank_j)|/ideal DCG·log(1 + exp(s_j − s_i))")
            .label(NON_NEGATIVE)
            .prediction(FINITE)
            .choice("gain", "linear", "exponential")
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .relation(Ranking.gainsAreFinite())
            .outliers("Mistakes at the top and between very different grades count most.")
            .choose("A surrogate of NDCG is watched that was trained with; to judge rankings take ndcg_at_k.")
            .peers("TF-Ranking and LightGBM take the exponential gain; some take log₂ of the odds.")
            .reference("Burges 2010 (LambdaMART); Wang et al. 2018")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, String gain) {
        if (!Ranking.areItems(label, prediction, FINITE) || !Ranking.areGains(label, gain)) {
            return Double.NaN;
        }
        double ideal = Gains.ideal(label, Double.NaN, gain);
        if (ideal == 0) {
            return 0;
        }
        double[] discounts = discounts(prediction);
        double sum = 0;
        for (int i = 0; i < discounts.length; i++) {
            for (int j = 0; j < discounts.length; j++) {
                if (label.at(i) > label.at(j)) {
                    double gained = Gains.gain(label.at(i), gain) / ideal - Gains.gain(label.at(j), gain) / ideal;
                    double weight = gained * Math.abs(discounts[i] - discounts[j]);
                    sum += weight * Primitives.softplus(prediction.at(j) - prediction.at(i));
                }
            }
        }
        return sum;
    }

    private static double[] discounts(Doubles scores) {
        int[] order = Ranking.order(scores);
        double[] discounts = new double[order.length];
        for (int place = 0; place < order.length; place++) {
            discounts[order[place]] = Gains.discount(place + 1);
        }
        return discounts;
    }
}
