package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/** How surprising a label is under a predicted distribution of Student's t. */
public final class StudentTNll implements Loss {

    private static final Definition DEFINITION = Definition.of("student_t_nll", Family.QUANTILE)
            .summary(
                    "How surprising a label is under Student's t with df degrees of freedom, prediction = [location, scale].")
            .formula(
                    "log Γ(df/2) − log Γ((df+1)/2) + log(df·π)/2 + log scale + (df+1)/2 · log(1 + z²/df), z = (y − location)/scale")
            .label(FINITE)
            .prediction(FINITE)
            .required("df", POSITIVE)
            .relation(LocationScale.two("location", "scale"))
            .relation(LocationScale.positive("scale"))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .smooth()
            .outliers("A label far out costs the logarithm of its distance, so outliers weigh little.")
            .choose("A model predicts a location and a scale, and now and then a label is far out.")
            .reference("scipy.stats.t.logpdf")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double label, Doubles prediction, double df) {
        if (!FINITE.contains(label) || !LocationScale.isPositive(prediction) || !POSITIVE.contains(df)) {
            return Double.NaN;
        }
        double size = Math.abs(label - prediction.at(0));
        double scale = prediction.at(1);
        double ratio = size / scale / Math.sqrt(df);
        double logarithm = ratio < 1e8
                ? StrictMath.log1p(ratio * ratio)
                : 2 * (StrictMath.log(size) - StrictMath.log(scale)) - StrictMath.log(df);
        return logNormalisation(df) + StrictMath.log(scale) + (df / 2 + 0.5) * logarithm;
    }

    /** log Γ(df/2) − log Γ((df+1)/2) + log(df·π)/2. */
    private static double logNormalisation(double df) {
        if (df < 1) {
            double first = GammaFunction.log(df / 2 + 1) - StrictMath.log(df) + StrictMath.log(2);
            return first - GammaFunction.log(df / 2 + 0.5) + (StrictMath.log(df) + StrictMath.log(Math.PI)) / 2;
        }
        // The two logarithms are large and nearly equal for large df: their difference by what Stirling misses.
        double missed = GammaFunction.stirlingError(df / 2) - GammaFunction.stirlingError(df / 2 + 0.5);
        return GammaFunction.LOG_TWO_PI / 2 - df / 2 * Primitives.log1pMinus(1 / df) + missed;
    }
}
