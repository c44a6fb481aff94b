package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/** The intersection over union of two boxes: a score. Boxes are told as for {@link IouLoss}. */
public final class BoxIou implements Loss {

    private static final Definition DEFINITION = Definition.of("box_iou", Family.VISION)
            .summary("The intersection over union of two boxes, 0 where the union is empty. A score: more is better.")
            .formula("intersection/union; a box is x1, y1, x2, y2, or x, y, w, h, or centre x, centre y, w, h")
            .label(FINITE)
            .prediction(FINITE)
            .choice("format", "xyxy", "xywh", "cxcywh")
            .relation(Box.FOUR_NUMBERS)
            .relation(Box.NOT_INVERTED)
            .range(0, 1)
            .direction(Direction.HIGHER)
            .symmetric()
            .outliers("0 for all boxes that do not touch, however far apart they are.")
            .choose("The overlap itself is to be read; as a loss take iou_loss or giou_loss.")
            .peers("Tools that count pixels add 1 to widths and heights.")
            .reference("torchvision box_iou; no pixel is added")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, String format) {
        Box[] boxes = Box.pair(label, prediction, format);
        return boxes == null ? Double.NaN : boxes[0].overlap(boxes[1]);
    }
}
