package io.assay.cost;

/**
 * The exact sums that a mean or a ratio is made of.
 *
 * @param numerator Σ w·loss
 * @param denominator Σ w·denominator: the weight, unless the cost is a ratio
 */
public record Totals(Dyadic numerator, Dyadic denominator) {

    /** Of no rows. */
    public static final Totals NONE = new Totals(Dyadic.ZERO, Dyadic.ZERO);

    /** The sums of both together. */
    public Totals plus(Totals other) {
        return new Totals(numerator.plus(other.numerator), denominator.plus(other.denominator));
    }

    /** Whether there is nothing to take a mean of. */
    public boolean isEmpty() {
        return denominator.signum() == 0;
    }

    /** The cost, rounded once; NaN where there is none. */
    public double mean() {
        return isEmpty() ? Double.NaN : numerator.over(denominator).value();
    }
}
