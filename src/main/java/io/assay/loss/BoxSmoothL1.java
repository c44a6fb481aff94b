package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.NON_NEGATIVE;

/** The {@link SmoothL1} of the four numbers of two boxes, added or averaged. */
public final class BoxSmoothL1 implements Loss {

    private static final Definition DEFINITION = Definition.of("box_smooth_l1", Family.VISION)
            .summary("The smooth L1 loss of the four numbers of two boxes, added or averaged.")
            .formula("Σ or mean over the four numbers of e²/(2·beta) if |e| < beta, else |e| − beta/2")
            .label(FINITE)
            .prediction(FINITE)
            .parameter("beta", 1.0, NON_NEGATIVE)
            .choice("reduction", "sum", "mean")
            .relation(Box.FOUR_NUMBERS)
            .zeroAtEquality()
            .symmetric()
            .convexity(Convexity.CONVEX)
            .outliers("Linear beyond beta, in each number by itself.")
            .choose("Boxes are regressed number by number, as in the detectors that are trained so.")
            .peers("Faster R-CNN adds the four; torch averages them unless told otherwise.")
            .reference("Girshick 2015; torch SmoothL1Loss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    private static final SmoothL1 ELEMENT = new SmoothL1();

    public double loss(Doubles label, Doubles prediction, double beta, String reduction) {
        if (label.size() != 4 || prediction.size() != 4) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += ELEMENT.loss(label.at(i), prediction.at(i), beta);
        }
        return switch (reduction) {
            case "sum" -> sum;
            case "mean" -> sum / 4;
            default -> Double.NaN;
        };
    }
}
