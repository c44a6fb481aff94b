package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The units of a pair that stand out, by their difference D and weight W: at either end of D/W, of D, and of D among the
 * heaviest. Ties go to the larger weight, so the choice depends neither on the order nor on the sign of D.
 */
final class ExtremeUnits {

    static final int LEAST = 0;
    static final int GREATEST = 1;
    static final int LEAST_TOTAL = 2;
    static final int GREATEST_TOTAL = 3;
    static final int HEAVIEST_LEAST = 4;
    private static final int HEAVIEST_GREATEST = 5;
    static final int COUNT = 6;

    private boolean any;
    private double least = Double.NaN;
    private double greatest = Double.NaN;
    private final double[] differences = new double[COUNT];
    private final double[] weights = new double[COUNT];

    void add(double difference, double weight) {
        if (isOrdinary(difference, weight)) {
            return;
        }
        for (int which = 0; which < COUNT; which++) {
            if (!any || stands(which, difference, weight, differences[which], weights[which])) {
                differences[which] = difference;
                weights[which] = weight;
            }
        }
        any = true;
        remember();
    }

    private void remember() {
        least = differences[LEAST] / weights[LEAST];
        greatest = differences[GREATEST] / weights[GREATEST];
    }

    /** Whether a unit of weight 1 can be passed over because it lies strictly inside; most do. */
    private boolean isOrdinary(double difference, double weight) {
        return weight == 1
                && any
                && difference > differences[LEAST_TOTAL]
                && difference < differences[GREATEST_TOTAL]
                && difference > least
                && difference < greatest
                && (weights[HEAVIEST_LEAST] > 1
                        || (weights[HEAVIEST_LEAST] == 1
                                && difference > differences[HEAVIEST_LEAST]
                                && difference < differences[HEAVIEST_GREATEST]));
    }

    void add(ExtremeUnits other) {
        if (other.any) {
            for (int which = 0; which < COUNT; which++) {
                add(other.differences[which], other.weights[which]);
            }
        }
    }

    /** The smallest D/W; NaN without units. */
    double least() {
        return least;
    }

    /** The largest D/W; NaN without units. */
    double greatest() {
        return greatest;
    }

    /** The largest |D|; NaN without units. */
    double largestMagnitude() {
        return any ? Math.max(Math.abs(differences[LEAST_TOTAL]), Math.abs(differences[GREATEST_TOTAL])) : Double.NaN;
    }

    /**
     * The largest |D − center·W| among these units. It is the largest of all units where the weights are equal, and the
     * best guess at it otherwise. NaN without units.
     */
    double largestResidual(double center) {
        double largest = any ? 0 : Double.NaN;
        for (int which = 0; which < COUNT; which++) {
            largest = Math.max(largest, Math.abs(differences[which] - center * weights[which]));
        }
        return largest;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeBoolean(any);
        if (any) {
            for (int which = 0; which < COUNT; which++) {
                out.writeDouble(differences[which]);
                out.writeDouble(weights[which]);
            }
        }
    }

    /** Replaces the contents by what {@link #writeTo} wrote. */
    void read(DataInput in) throws IOException {
        any = in.readBoolean();
        if (any) {
            for (int which = 0; which < COUNT; which++) {
                differences[which] = in.readDouble();
                weights[which] = in.readDouble();
            }
            remember();
        }
    }

    /** Whether a unit goes before the one that holds the place. */
    static boolean stands(int which, double difference, double weight, double holder, double holderWeight) {
        int byWeight = Double.compare(weight, holderWeight);
        int order =
                switch (which) {
                    case LEAST -> Double.compare(holder / holderWeight, difference / weight);
                    case GREATEST -> Double.compare(difference / weight, holder / holderWeight);
                    case LEAST_TOTAL -> Double.compare(holder, difference);
                    case GREATEST_TOTAL -> Double.compare(difference, holder);
                    default -> byWeight;
                };
        if (order != 0) {
            return order > 0;
        }
        // Equal under the order; now by weight, and among equal weights by the end of D that the place is for.
        if (byWeight != 0) {
            return byWeight > 0;
        }
        return which % 2 == LEAST ? difference < holder : difference > holder;
    }
}
