package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/** Half the square for small errors; from πc on every error costs the same. */
public final class AndrewsWave implements Loss {

    private static final Definition DEFINITION = Definition.of("andrews_wave", Family.ROBUST)
            .summary("Half the square for small errors; from πc on every error costs the same, 2c².")
            .formula("c² · (1 − cos(e/c)) if |e| ≤ πc, else 2c²")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("c", 1.339, POSITIVE)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers(
                    "Errors beyond πc all cost the same: an outlier counts as one and how far out it is does not matter.")
            .choose("Tukey’s biweight is wanted in the form of Andrews, as statsmodels has it.")
            .peers("statsmodels loses all digits of errors below 1e-8.")
            .reference("statsmodels AndrewWave.rho")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction, double c) {
        double size = TuningConstant.size(label, prediction, c);
        double ratio = size / c;
        if (ratio > Math.PI) {
            return 2 * c * c;
        }
        if (ratio < TuningConstant.NEGLIGIBLE) {
            return size * size / 2;
        }
        double wave = c * StrictMath.sin(ratio / 2);
        return 2 * wave * wave;
    }
}
