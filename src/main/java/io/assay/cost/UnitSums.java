package io.assay.cost;

/**
 * The sums inside one unit, such as the rows of one user: numerator Σ w·loss and denominator Σ w·denominator. They are
 * exact, so the order of the rows does not matter, and are rounded once when the unit is handed to a tally. A unit must
 * not be split between two of these without {@link #add(UnitSums)}.
 */
public final class UnitSums {

    private final ExactSum numerator = new ExactSum();
    private final ExactSum denominator = new ExactSum();
    private long rows;

    /** A unit without rows. */
    public UnitSums() {}

    /** Adds a row. A weight of 0 leaves it out. */
    public void add(double loss, double weight) {
        add(loss, weight, 1.0);
    }

    /** Adds a row of a ratio, whose denominator is not 1. A weight of 0 leaves it out. */
    public void add(double loss, double weight, double rowDenominator) {
        Weight.check(weight);
        if (weight == 0) {
            return;
        }
        rows++;
        if (weight == 1) {
            numerator.add(loss);
            denominator.add(rowDenominator);
        } else {
            numerator.addProduct(weight, loss);
            denominator.addProduct(weight, rowDenominator);
        }
    }

    /** Adds further rows of the same unit. */
    public void add(UnitSums other) {
        numerator.add(other.numerator);
        denominator.add(other.denominator);
        rows += other.rows;
    }

    /** Rows with a positive weight. */
    public long rows() {
        return rows;
    }

    /** Σ w·loss, rounded once. */
    public double numerator() {
        return numerator.value();
    }

    ExactSum exactNumerator() {
        return numerator;
    }

    /** Σ w·denominator, rounded once. */
    public double denominator() {
        return denominator.value();
    }
}
