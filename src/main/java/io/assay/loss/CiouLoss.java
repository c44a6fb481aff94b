package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/**
 * The {@link DiouLoss} plus a penalty for another ratio of width to height, which counts more the better the boxes
 * overlap.
 */
public final class CiouLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("ciou_loss", Family.VISION)
            .summary("The distance loss of two boxes plus a penalty for another ratio of width to height.")
            .formula(
                    "1 − IoU + distance²/diagonal² + v²/(1 − IoU + v), v = 4/π²·(difference of atan(w/h))²; a box is x1, y1, x2, y2, or x, y, w, h, or centre x, centre y, w, h")
            .label(FINITE)
            .prediction(FINITE)
            .choice("format", "xyxy", "xywh", "cxcywh")
            .relation(Box.FOUR_NUMBERS)
            .relation(Box.NOT_INVERTED)
            .range(0, 3)
            .symmetric()
            .outliers("Below 3; the shape hardly counts until the boxes overlap.")
            .choose("As diou_loss, where the shape of the box matters too.")
            .peers("torchvision adds 1e-7 to the divisors; a height of 0 is taken as an angle of π/2 here.")
            .reference("Zheng et al. 2020; torchvision complete_box_iou_loss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    private static final double SCALE = 4 / (Math.PI * Math.PI);

    public double loss(Doubles label, Doubles prediction, String format) {
        Box[] boxes = Box.pair(label, prediction, format);
        if (boxes == null) {
            return Double.NaN;
        }
        double apart = 1 - boxes[0].overlap(boxes[1]);
        double turn = boxes[0].shape() - boxes[1].shape();
        double shape = SCALE * turn * turn;
        double penalty = shape == 0 ? 0 : shape / (apart + shape) * shape;
        return Math.min(apart + boxes[0].offset(boxes[1]) + penalty, 3);
    }
}
