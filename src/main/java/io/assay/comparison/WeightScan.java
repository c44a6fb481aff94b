package io.assay.comparison;

import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Finds how far a verdict holds around a weight. It is looked at in steps of a sixth of an octave, from a millionth of
 * the weight to a million times of it, on the side of 0 where the weight is, and each change that is found is narrowed
 * down by halving. A verdict that changes and changes back between two steps is not seen.
 */
final class WeightScan {

    private static final double STEP = Math.pow(2, 1.0 / 6);
    private static final double NEAREST = 0x1p-20;
    private static final double FARTHEST = 0x1p20;

    /** Bounds are narrowed down to so many parts of themselves. */
    private static final double PRECISION = 0x1p-46;

    private final DoubleFunction<Verdict> verdicts;
    private final double weight;
    private final double scale;
    private final Verdict now;

    /**
     * @param verdicts the verdict at a weight
     * @param weight as it is
     * @param scale what counts as large where the weight is 0; above 0
     */
    WeightScan(DoubleFunction<Verdict> verdicts, double weight, double scale) {
        this.verdicts = verdicts;
        this.weight = weight;
        this.scale = weight == 0 ? scale : Math.abs(weight);
        this.now = verdicts.apply(weight);
    }

    /** The verdict at the weight as it is. */
    Verdict now() {
        return now;
    }

    /** Where a verdict ends, and what comes there. */
    record End(double at, Optional<Verdict> beyond) {}

    /** The range in which the verdict holds, with what lies beyond either end. */
    record Range(End lower, End upper) {}

    Range range() {
        End outer = outwards();
        End inner = weight == 0 ? new End(0, Optional.empty()) : inwards();
        return weight < 0 ? new Range(outer, inner) : new Range(inner, outer);
    }

    /** Away from 0. */
    private End outwards() {
        double sign = weight < 0 ? -1 : 1;
        double inside = weight;
        for (double offset = NEAREST; offset <= FARTHEST; offset *= STEP) {
            double at = weight + sign * scale * offset;
            if (verdicts.apply(at) != now) {
                return narrowed(inside, at);
            }
            inside = at;
        }
        return new End(sign * Double.POSITIVE_INFINITY, Optional.empty());
    }

    /** Towards 0: first near the weight, then near 0. */
    private End inwards() {
        double inside = weight;
        for (double offset = NEAREST; offset < 0.5; offset *= STEP) {
            double at = weight - weight * offset;
            if (verdicts.apply(at) != now) {
                return narrowed(inside, at);
            }
            inside = at;
        }
        for (double share = 0.5; share >= NEAREST; share /= STEP) {
            double at = weight * share;
            if (verdicts.apply(at) != now) {
                return narrowed(inside, at);
            }
            inside = at;
        }
        return new End(0, Optional.empty());
    }

    /** The end between a weight at which the verdict holds and one at which it does not. */
    private End narrowed(double holding, double broken) {
        double inside = holding;
        double outside = broken;
        while (Math.abs(outside - inside) > PRECISION * Math.max(Math.abs(inside), Math.abs(outside))) {
            double middle = inside + (outside - inside) / 2;
            if (verdicts.apply(middle) == now) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return new End(inside, Optional.of(verdicts.apply(outside)));
    }
}
