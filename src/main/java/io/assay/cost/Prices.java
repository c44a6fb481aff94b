package io.assay.cost;

import io.assay.loss.Domain;
import java.io.Serializable;

/**
 * What mistakes of a yes/no decision cost; right decisions cost nothing.
 *
 * @param falsePositive of deciding positive where the label is 0, ≥ 0 and finite
 * @param falseNegative of deciding negative where the label is 1, ≥ 0 and finite
 */
public record Prices(double falsePositive, double falseNegative) implements Serializable {

    /** Of statistics that have nothing to do with prices. */
    static final Prices NONE = new Prices(0, 0);

    public Prices {
        if (!Domain.NON_NEGATIVE.contains(falsePositive) || !Domain.NON_NEGATIVE.contains(falseNegative)) {
            throw new IllegalArgumentException(
                    "prices must be ≥ 0 and finite: " + falsePositive + ", " + falseNegative);
        }
        // A price of -0.0 is 0.
        falsePositive = Math.abs(falsePositive);
        falseNegative = Math.abs(falseNegative);
    }

    /** What a row of a label costs under a decision. */
    double cost(boolean positive, double label) {
        if (positive == (label == 1)) {
            return 0;
        }
        return positive ? falsePositive : falseNegative;
    }

    /** The dearer of the two. */
    double most() {
        return Math.max(falsePositive, falseNegative);
    }
}
