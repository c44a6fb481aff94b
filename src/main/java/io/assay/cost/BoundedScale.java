package io.assay.cost;

/**
 * The logit of a number between two bounds, ln((x − lower)/(upper − x)): the scale on which an estimate that nears a bound
 * is more nearly normal, and its interval stays inside. Of correlations it is twice Fisher's z.
 */
public record BoundedScale(double lower, double upper) {

    /** Whether a number is inside, with a place on the scale. */
    public boolean contains(double x) {
        return lower < x && x < upper;
    }

    /** The place of a number; −∞ or ∞ from the bounds outwards. */
    public double at(double x) {
        double inside = Math.max(lower, Math.min(upper, x));
        return Math.log(inside - lower) - Math.log(upper - inside);
    }

    /** The number at a place. */
    public double from(double place) {
        return lower + (upper - lower) / (1 + Math.exp(-place));
    }

    /** A small error of a number as one of its place. */
    public double error(double x, double standardError) {
        return standardError * (1 / (x - lower) + 1 / (upper - x));
    }
}
