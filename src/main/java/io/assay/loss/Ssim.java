package io.assay.loss;

import static io.assay.loss.Domain.COUNT;
import static io.assay.loss.Domain.FINITE;
import static io.assay.loss.Domain.POSITIVE;

import java.util.List;

/**
 * The structural similarity of two images, from −1 to 1 for the same: higher is better.
 *
 * The images are arrays of their pixels, row by row. Luminance, contrast and structure are compared in a Gaussian window of
 * deviation 1.5 at every place where the window lies inside, and averaged.
 */
public final class Ssim implements Loss {

    private static final Definition DEFINITION = Definition.of("ssim", Family.REGRESSION)
            .summary(
                    "The mean structural similarity of two images, given as arrays of pixels, row by row; 1 for the same.")
            .formula("mean over windows of (2·μ_y·μ_p + c₁)(2·σ_yp + c₂) / ((μ_y² + μ_p² + c₁)(σ_y² + σ_p² + c₂)),"
                    + " c₁ = (0.01·data_range)², c₂ = (0.03·data_range)², shape = [height, width]")
            .label(FINITE)
            .prediction(FINITE)
            .required("shape", COUNT)
            .parameter("window", 11.0, COUNT)
            .parameter("data_range", 1.0, POSITIVE)
            .relation(Relation.sameLength("label", "prediction"))
            .relation(new Relation(
                    "shape_does_not_fit",
                    "shape must be [height, width], with height · width elements in label",
                    List.of("label", "shape"),
                    values -> fits(Relation.array(values, 0), Relation.array(values, 1))))
            .relation(new Relation(
                    "window_too_large",
                    "window must be at most height and width",
                    List.of("shape", "window"),
                    values -> Relation.array(values, 0).size() != 2
                            || Relation.number(values, 1)
                                    <= Math.min(
                                            Relation.array(values, 0).at(0),
                                            Relation.array(values, 0).at(1))))
            .range(-1, 1)
            .direction(Direction.HIGHER)
            .symmetric()
            .outliers("A pixel matters in the windows around it only, and no image counts more than 1.")
            .choose("Images should look alike rather than agree in every pixel.")
            .peers("scikit-image has a flat window of 7 and the sample variance unless told otherwise;"
                    + " torchmetrics pads the image, so that windows reach over its edge.")
            .reference("Wang et al. 2004; tf.image.ssim")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, Doubles shape, double window, double dataRange) {
        if (label.size() != prediction.size()
                || !FINITE.containsAll(label)
                || !FINITE.containsAll(prediction)
                || !COUNT.containsAll(shape)
                || !fits(label, shape)
                || !COUNT.contains(window)
                || window > Math.min(shape.at(0), shape.at(1))
                || !POSITIVE.contains(dataRange)) {
            return Double.NaN;
        }
        return new GaussianWindows((int) shape.at(0), (int) shape.at(1), (int) window)
                .meanSimilarity(label, prediction, dataRange);
    }

    private static boolean fits(Doubles label, Doubles shape) {
        return shape.size() == 2 && shape.at(0) * shape.at(1) == label.size();
    }
}
