package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.PROBABILITY;

/** The squared error of a value against the reward and the discounted value of what follows. */
public final class TemporalDifferenceError implements Loss {

    private static final Definition DEFINITION = Definition.of("temporal_difference_error", Family.REGRESSION)
            .summary("The squared error of a value against the reward plus the discounted value of what follows.")
            .formula("(reward + gamma·(1 − done)·next_value − v)²")
            .label("reward", FINITE)
            .label("next_value", FINITE)
            .label("done", BINARY)
            .prediction(FINITE)
            .parameter("gamma", 0.99, PROBABILITY)
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("Squared, so rare large rewards dominate.")
            .choose(
                    "Values of states or actions are judged on logged steps. Use the values of one fixed model as next_value.")
            .shorthand("td_error", "mean")
            .reference("Sutton 1988; the squared error of TD(0)")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double reward, double nextValue, double done, double prediction, double gamma) {
        double discount = Primitives.probability(gamma);
        if (!FINITE.contains(reward)
                || !FINITE.contains(nextValue)
                || !BINARY.contains(done)
                || !FINITE.contains(prediction)
                || Double.isNaN(discount)) {
            return Double.NaN;
        }
        double error = reward + (done == 1 ? 0 : discount * nextValue) - prediction;
        return error * error;
    }
}
