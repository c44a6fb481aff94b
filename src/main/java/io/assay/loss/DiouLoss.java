package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/**
 * 1 less the intersection over union of two boxes, plus the squared distance of their centres in units of the squared
 * diagonal of the box around both.
 */
public final class DiouLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("diou_loss", Family.VISION)
            .summary(
                    "1 less the overlap of two boxes, plus the squared distance of their centres by the diagonal around both.")
            .formula(
                    "1 − IoU + distance²/diagonal²; a box is x1, y1, x2, y2, or x, y, w, h, or centre x, centre y, w, h")
            .label(FINITE)
            .prediction(FINITE)
            .choice("format", "xyxy", "xywh", "cxcywh")
            .relation(Box.FOUR_NUMBERS)
            .relation(Box.NOT_INVERTED)
            .range(0, 2)
            .symmetric()
            .outliers("At most 2; boxes that do not touch cost more the further their centres are apart.")
            .choose("As giou_loss, where the place of the centre matters more than the space between.")
            .peers("torchvision adds 1e-7 to the divisors.")
            .reference("Zheng et al. 2020; torchvision distance_box_iou_loss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, String format) {
        Box[] boxes = Box.pair(label, prediction, format);
        return boxes == null ? Double.NaN : Math.min(1 - boxes[0].overlap(boxes[1]) + boxes[0].offset(boxes[1]), 2);
    }
}
