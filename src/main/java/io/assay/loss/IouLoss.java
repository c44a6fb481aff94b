package io.assay.loss;

import static io.assay.loss.Domain.FINITE;

/**
 * 1 less the intersection over union of two boxes.
 *
 * <p>A box is four numbers: {@code xyxy} left, top, right, bottom; {@code xywh} left, top, width, height; {@code cxcywh}
 * centre, width, height.
 */
public final class IouLoss implements Loss {

    private static final Definition DEFINITION = Definition.of("iou_loss", Family.VISION)
            .summary("1 less the intersection over union of two boxes; 1 where the union is empty.")
            .formula("1 − intersection/union; a box is x1, y1, x2, y2, or x, y, w, h, or centre x, centre y, w, h")
            .label(FINITE)
            .prediction(FINITE)
            .choice("format", "xyxy", "xywh", "cxcywh")
            .relation(Box.FOUR_NUMBERS)
            .relation(Box.NOT_INVERTED)
            .range(0, 1)
            .symmetric()
            .outliers("At most 1: boxes that do not touch all cost the same, however far apart they are.")
            .choose("Boxes overlap mostly, and how well they do is what counts.")
            .peers("Tools that count pixels add 1 to widths and heights; torchvision adds a small eps.")
            .reference("torchvision box_iou; no pixel is added")
            .build();

    @Override
    public Definition definition() {
        return DEFINITION;
    }

    public double loss(Doubles label, Doubles prediction, String format) {
        Box[] boxes = Box.pair(label, prediction, format);
        return boxes == null ? Double.NaN : 1 - boxes[0].overlap(boxes[1]);
    }
}
