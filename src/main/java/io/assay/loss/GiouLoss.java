package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/**
 * 1 less the intersection over union of two boxes, plus the share of the smallest box around both that neither
 * covers: it also tells how far apart boxes are that do not touch.
 */
public final class GiouLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("giou_loss", Family.VISION)
            .summary("1 less the overlap of two boxes, plus the share of the box around both that neither covers.")
            .formula(
                    "1 − IoU + (hull − union)/hull; a box is x1, y1, x2, y2, or x, y, w, h, or centre x, centre y, w, h")
            .label(FINITE)
            .prediction(FINITE)
            .choice("format", "xyxy", "xywh", "cxcywh")
            .relation(Box.FOUR_NUMBERS)
            .relation(Box.NOT_INVERTED)
            .range(0, 2)
            .symmetric()
            .outliers("At most 2; boxes that do not touch cost more the further apart they are.")
            .choose("Boxes may miss altogether, and a near miss is to cost less than a far one.")
            .peers("torchvision adds 1e-7 to the divisors.")
            .reference("Rezatofighi et al. 2019; torchvision generalized_box_iou_loss")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, String format) {
        Box[] boxes = Box.pair(label, prediction, format);
        if (boxes == null) {
            return Double.NaN;
        }
        double hull = boxes[0].hull(boxes[1]).area();
        double union = boxes[0].area() + boxes[1].area() - boxes[0].intersection(boxes[1]);
        double uncovered = hull == 0 ? 0 : Math.max(0, (hull - union) / hull);
        return Math.min(1 - boxes[0].overlap(boxes[1]) + uncovered, 2);
    }
}
