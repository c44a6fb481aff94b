package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/** How far an ensemble of vectors misses the differences between the elements of the label. */
public final class VariogramScore implements Loss {

    private static final Definition DEFINITION = Definition.of("variogram_score", Family.QUANTILE)
            .summary(
                    "How far an ensemble of vectors misses the differences between the elements of the label: its dependence.")
            .formula("Σ_ij (|y_i − y_j|^p − mean_k |x_ki − x_kj|^p)², prediction = [x_1, x_2, …]")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("p", 0.5, POSITIVE)
            .relation(Members.SAME_LENGTH)
            .outliers("The larger p, the more one difference that is far off counts.")
            .choose(
                    "It matters whether a forecast of several quantities has their dependence right; beside energy_score.")
            .peers(
                    "A level that is wrong for all elements alike costs nothing; scoringrules allows weights of the pairs.")
            .reference("Scheuerer and Hamill 2015; scoringrules vs_ensemble")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Matrix prediction, double p) {
        if (!Members.areMembers(label, prediction) || !POSITIVE.contains(p)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < label.size(); i++) {
            for (int j = 0; j < i; j++) {
                double missed = difference(label, i, j, p) - mean(prediction, i, j, p);
                // Two powers that overflow are far apart as well.
                sum += Double.isNaN(missed) ? Double.POSITIVE_INFINITY : missed * missed;
            }
        }
        // Every pair counts both ways.
        return 2 * sum;
    }

    private static double mean(Matrix members, int i, int j, double p) {
        double sum = 0;
        for (int k = 0; k < members.rows(); k++) {
            sum += difference(members.row(k), i, j, p);
        }
        return sum / members.rows();
    }

    private static double difference(Doubles vector, int i, int j, double p) {
        return StrictMath.pow(Math.abs(vector.at(i) - vector.at(j)), p);
    }
}
