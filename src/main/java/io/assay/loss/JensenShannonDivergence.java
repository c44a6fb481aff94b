package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.PROBABILITY;

import java.util.List;

/** The mean divergence of two distributions from their midpoint: symmetric, and at most log 2. */
public final class JensenShannonDivergence implements Loss {

    static final Relation BASE_ABOVE_ONE = new Relation(
            "base_not_above_one", "base must be > 1", List.of("base"), values -> Relation.number(values, 0) > 1);

    private static final Definition DEFINITION = Definition.of("jensen_shannon_divergence", Family.DIVERGENCE)
            .summary(
                    "The mean Kullback-Leibler divergence of two distributions from their midpoint; symmetric, at most log 2.")
            .formula("(KL(y, m) + KL(p, m)) / 2, m = (y + p)/2, in units of log(base)")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .parameter("base", Math.E, FINITE)
            .relation(BASE_ABOVE_ONE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.sumsToOne("label"))
            .relation(Relation.sumsToOne("prediction"))
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("At most log 2, however much is ruled out.")
            .choose("Distributions are compared as equals, and either may rule out what the other expects.")
            .peers("scipy jensenshannon is the root of it, here jensen_shannon_distance.")
            .shorthand("js_divergence", "mean")
            .reference("Lin 1991; the square of scipy jensenshannon")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double base) {
        if (!Distributions.areComparable(label, prediction) || !FINITE.contains(base) || !(base > 1)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int k = 0; k < label.size(); k++) {
            sum += term(Primitives.probability(label.at(k)), Primitives.probability(prediction.at(k)));
        }
        return sum / StrictMath.log(base);
    }

    /**
     * (y·log(y/m) + p·log(p/m)) / 2. With y = m(1+d) and p = m(1−d) it is m/2 · ((1+d)·log(1+d) + (1−d)·log(1−d)), whose
     * leading terms cancel for small d.
     */
    private static double term(double y, double p) {
        double middle = (y + p) / 2;
        if (middle == 0) {
            return 0;
        }
        double d = Math.abs(y - p) / 2 / middle;
        if (d < 0.5) {
            double bent = (1 + d) * Primitives.log1pMinus(d) + (1 - d) * Primitives.log1pMinus(-d);
            return middle / 2 * (bent + 2 * d * d);
        }
        return middle / 2 * (Primitives.xlog1py(1 + d, d) + Primitives.xlog1py(1 - d, -d));
    }
}
