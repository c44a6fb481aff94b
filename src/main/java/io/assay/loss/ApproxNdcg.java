package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.POSITIVE;

/** The {@link NdcgAtK} with ranks smoothed by sigmoids of score differences: a score that has a gradient. */
public final class ApproxNdcg implements Loss {

    private static final Definition DEFINITION = Definition.of("approx_ndcg", Family.RANKING)
            .summary("NDCG with ranks smoothed by sigmoids of score differences. A score: more is better.")
            .formula("Σ_i gain_i/log₂(1 + r_i)/ideal DCG, r_i = 1 + Σ_{j≠i} sigmoid((s_j − s_i)/temperature)")
            .label(NON_NEGATIVE)
            .prediction(FINITE)
            .parameter("temperature", 0.1, POSITIVE)
            .choice("gain", "linear", "exponential")
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .relation(Ranking.gainsAreFinite())
            .range(0, 1)
            .direction(Direction.HIGHER)
            .smooth()
            .outliers("Scores that are close share their ranks; far ones count as in NDCG.")
            .choose("A smooth stand-in for NDCG is watched that was trained with; to judge rankings take ndcg_at_k.")
            .peers("TF-Ranking gives it with a minus sign, as a loss, with the exponential gain.")
            .reference("Qin et al. 2010; TF-Ranking ApproxNDCGLoss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double temperature, String gain) {
        if (!Ranking.areItems(label, prediction, FINITE)
                || !POSITIVE.contains(temperature)
                || !Ranking.areGains(label, gain)) {
            return Double.NaN;
        }
        double ideal = Gains.ideal(label, Double.NaN, gain);
        if (ideal == 0) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < label.size(); i++) {
            sum += Gains.gain(label.at(i), gain) / ideal * Gains.discount(smoothRank(prediction, i, temperature));
        }
        return Math.min(sum, 1);
    }

    private static double smoothRank(Doubles scores, int item, double temperature) {
        double rank = 1;
        for (int j = 0; j < scores.size(); j++) {
            if (j != item) {
                rank += Primitives.sigmoid((scores.at(j) - scores.at(item)) / temperature);
            }
        }
        return rank;
    }
}
