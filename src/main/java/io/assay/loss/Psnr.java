package io.assay.loss;

import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

/**
 * The peak signal-to-noise ratio of an array, such as an image, in decibels: higher is better.
 *
 * Where nothing differs it is infinite, so such a row has no usable value.
 */
public final class Psnr implements Loss {

    private static final EuclideanDistance DISTANCE = new EuclideanDistance();

    private static final Definition DEFINITION = Definition.of("psnr", Family.REGRESSION)
            .summary(
                    "The peak signal-to-noise ratio of an image or signal in decibels; infinite where nothing differs.")
            .formula("10 · log10(data_range² / mean e²)")
            .label(FINITE)
            .prediction(FINITE)
            .required("data_range", POSITIVE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(Relation.notEmpty("label"))
            .range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .direction(Direction.HIGHER)
            .symmetric()
            .outliers("Within an array a few large errors decide; among arrays errors count by their logarithm.")
            .choose(
                    "Images or signals are restored or compressed, and results should compare with those of that field.")
            .peers("Its mean is over images; pooling the squared errors of all images first gives another number.")
            .reference("tf.image.psnr, torchmetrics peak_signal_noise_ratio, scikit-image peak_signal_noise_ratio")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, double dataRange) {
        if (!POSITIVE.contains(dataRange)) {
            return Double.NaN;
        }
        // √(size · mean e²), without overflow of the squares; NaN outside of the domain.
        double distance = DISTANCE.loss(label, prediction);
        double noise = StrictMath.log10(distance) - StrictMath.log10(label.size()) / 2;
        return 20 * (StrictMath.log10(dataRange) - noise);
    }
}
