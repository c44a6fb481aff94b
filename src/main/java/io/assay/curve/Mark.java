package io.assay.curve;

/**
 * A point of a curve that is pointed at.
 *
 * @param index among the curve's finite points, from 0
 */
public record Mark(int index, double step, double value) {

    static Mark at(Curve curve, int index) {
        return new Mark(index, curve.step(index), curve.value(index));
    }

    /** The first of the best points of a curve that has points. */
    static Mark best(Curve curve, Better better) {
        int best = 0;
        for (int i = 1; i < curve.size(); i++) {
            if (better.isBetter(curve.value(i), curve.value(best))) {
                best = i;
            }
        }
        return at(curve, best);
    }
}
