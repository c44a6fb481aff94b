package io.assay.loss;

import static io.assay.loss.Domain.NON_NEGATIVE;
import static io.assay.loss.Domain.POSITIVE;
import static io.assay.loss.Domain.PROBABILITY;

import java.util.List;

/** The deviance of a predicted probability from a number of successes in n trials. */
public final class BinomialDeviance implements Loss {

    private static final Definition DEFINITION = Definition.of("binomial_deviance", Family.COUNT)
            .summary("The deviance of a predicted probability from a number of successes in n trials.")
            .formula("2·(k·log(k/(n·p)) + (n−k)·log((n−k)/(n·(1−p)))), k = successes")
            .label("successes", NON_NEGATIVE)
            .label("n", POSITIVE)
            .prediction(PROBABILITY)
            .relation(new Relation(
                    "more_successes_than_trials",
                    "successes must not be above n",
                    List.of("successes", "n"),
                    values -> Relation.number(values, 0) <= Relation.number(values, 1)))
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers(
                    "A confident mistake is very expensive: infinite where something happened that had probability 0.")
            .choose("Rows are groups with a number of trials and of successes, such as clicks among views.")
            .peers("GLM libraries take the share of successes, with n as the weight.")
            .reference("McCullagh and Nelder 1989; statsmodels families.Binomial")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double successes, double n, double prediction) {
        double probability = Primitives.probability(prediction);
        if (!NON_NEGATIVE.contains(successes)
                || !POSITIVE.contains(n)
                || !(successes <= n)
                || Double.isNaN(probability)) {
            return Double.NaN;
        }
        // Each is a deviance of its own: what the two add to it cancels.
        return PoissonDeviance.of(successes, n * probability)
                + PoissonDeviance.of(n - successes, n * (1 - probability));
    }
}
