package io.assay.loss;

import static io.assay.loss.Domain.LOG_PROBABILITY;

import java.util.List;

/** The Kullback-Leibler divergence of distributions that are given as logarithms. */
public final class KlDivergenceLog implements Loss {

    private static final Definition DEFINITION = Definition.of("kl_divergence_log", Family.DIVERGENCE)
            .summary(
                    "The Kullback-Leibler divergence of two distributions that are given as logarithms of probabilities.")
            .formula("Σ exp(y_k)·(y_k − p_k)")
            .label(LOG_PROBABILITY)
            .prediction(LOG_PROBABILITY)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(exponentialsSumToOne("label"))
            .relation(exponentialsSumToOne("prediction"))
            .zeroAtEquality()
            .outliers("Linear in the logarithms: a possible event that is predicted as all but impossible dominates.")
            .choose("Models give logarithms of probabilities, so that nothing is lost by exponentials.")
            .peers("torch KLDivLoss with log_target takes log p first.")
            .reference("Optax kl_divergence_with_log_targets, torch KLDivLoss with log_target")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    private static Relation exponentialsSumToOne(String array) {
        return new Relation(
                "probabilities_do_not_sum_to_one",
                "the exponentials of " + array + " must sum to 1 within 1e-6",
                List.of(array),
                values -> sumsToOne(Relation.array(values, 0)));
    }

    private static boolean sumsToOne(Doubles logarithms) {
        return Math.abs(StrictMath.expm1(Primitives.logSumExp(logarithms))) <= Primitives.SUM_SLACK;
    }

    public double loss(Doubles label, Doubles prediction) {
        if (label.size() != prediction.size()
                || !LOG_PROBABILITY.containsAll(label)
                || !LOG_PROBABILITY.containsAll(prediction)
                || !sumsToOne(label)
                || !sumsToOne(prediction)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < label.size(); k++) {
            double probability = StrictMath.exp(label.at(k));
            sum += probability == 0 ? 0 : probability * (label.at(k) - prediction.at(k));
        }
        // Rounding can leave a little less than 0.
        return Math.max(sum, 0);
    }
}
