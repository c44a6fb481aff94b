package io.assay.loss;

import static io.assay.loss.Domain.POSITIVE;

/** The deviance of a predicted inverse Gaussian mean from a positive value. */
public final class InverseGaussianDeviance implements Loss {

    private static final Definition DEFINITION = Definition.of("inverse_gaussian_deviance", Family.COUNT)
            .summary("The deviance of a predicted inverse Gaussian mean from a positive value.")
            .formula("(y − p)² / (y·p²)")
            .label(POSITIVE)
            .prediction(POSITIVE)
            .zeroAtEquality()
            .convexity(Convexity.QUASI_CONVEX)
            .smooth()
            .outliers(
                    "A prediction that is far too small counts by the square of the ratio, one too large at most 1/y.")
            .choose("Labels are positive and their variance grows as the cube of their mean, as waiting times do.")
            .reference("scikit-learn mean_tweedie_deviance with power 3; statsmodels InverseGaussian")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, double prediction) {
        if (!POSITIVE.contains(label) || !POSITIVE.contains(prediction)) {
            return Double.NaN;
        }
        double excess = (label - prediction) / prediction;
        return excess / label * excess;
    }
}
