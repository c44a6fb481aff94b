package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.PROBABILITY;

/** The root of the {@link JensenShannonDivergence}, which is a metric. */
public final class JensenShannonDistance implements Loss {

    private static final Definition DEFINITION = Definition.of("jensen_shannon_distance", Family.DIVERGENCE)
            .summary("The root of the Jensen-Shannon divergence: a metric, at most √(log 2).")
            .formula("√((KL(y, m) + KL(p, m)) / 2), m = (y + p)/2, in units of log(base)")
            .label(PROBABILITY)
            .prediction(PROBABILITY)
            .parameter("base", Math.E, FINITE)
            .relation(JensenShannonDivergence.BASE_ABOVE_ONE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.sumsToOne("label"))
            .relation(Relation.sumsToOne("prediction"))
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.QUASI_CONVEX)
            .outliers("At most √(log 2), however much is ruled out; steep where both are almost equal.")
            .choose("Distributions are compared as equals and distances are to be compared or added.")
            .peers("jensen_shannon_divergence is its square.")
            .reference("scipy jensenshannon")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    private static final JensenShannonDivergence DIVERGENCE = new JensenShannonDivergence();

    public double loss(Doubles label, Doubles prediction, double base) {
        return Math.sqrt(DIVERGENCE.loss(label, prediction, base));
    }
}
