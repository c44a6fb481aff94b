package io.assay.loss;

import static io.assay.loss.Domain.BINARY;
import static io.assay.loss.Domain.CLASS_INDEX;
import static io.assay.loss.Domain.OPEN_UNIT;

/**
 * How surprising it is that an event comes in a bin of time, or has not come by its end, under predicted hazards of
 * the bins.
 */
public final class DiscreteHazardNll implements Loss {

    private static final Definition DEFINITION = Definition.of("discrete_hazard_nll", Family.SURVIVAL)
            .summary(
                    "How surprising it is that an event comes in a bin of time, or not until its end, under hazards of the bins.")
            .formula(
                    "−Σ_{j<bin} log(1 − h_j) − log h_bin if the event came in bin, −Σ_{j≤bin} log(1 − h_j) if it did not come")
            .label("bin", CLASS_INDEX)
            .label("event", BINARY)
            .prediction(OPEN_UNIT)
            .relation(Relation.classIndexBelowLength("bin", "prediction"))
            .convexity(Convexity.CONVEX)
            .smooth()
            .outliers("An event in a bin of tiny hazard costs the logarithm of it.")
            .choose("Time is counted in bins (from 0) and the model gives the hazard of each.")
            .peers("Some count a censored bin as not survived; here it is, as in nnet-survival's binary cross-entropy.")
            .reference("Gensheimer and Narasimhan 2019; Tutz and Schmid 2016")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(double bin, double event, Doubles prediction) {
        if (!Primitives.isClassOf(bin, prediction.size())
                || !BINARY.contains(event)
                || !OPEN_UNIT.containsAll(prediction)) {
            return Double.NaN;
        }
        double sum = 0;
        for (int j = 0; j < bin; j++) {
            sum -= StrictMath.log1p(-prediction.at(j));
        }
        double last = prediction.at((int) bin);
        return sum - (event == 1 ? StrictMath.log(last) : StrictMath.log1p(-last));
    }
}
