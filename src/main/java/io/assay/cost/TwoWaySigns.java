package io.assay.cost;

/**
 * How many differences lie beyond a limit, against those that do not, where rows hang together in two ways. If half of all lie
 * beyond it, the surplus has a mean of 0 and the variance V = V₁ + V₂ − V₁₂ (Cameron, Gelbach and Miller 2011), each of the three
 * being that of {@link Signs} with buckets of clusters as units. A bucket of the one kind has in common what clusters of the
 * other kind share in it, and one of crossings has a bit of both; on average the three errors cancel.
 *
 * <p>V is never less than the larger of V₁ and V₂: what remains when three numbers that are known from some dozens of buckets are
 * subtracted may be too small by chance, and rows that hang together in a second way never make the truth smaller.
 *
 * @param one by clusters of the first kind
 * @param other by clusters of the second
 * @param crossing by both together
 */
public record TwoWaySigns(Signs one, Signs other, Signs crossing) {

    private double larger() {
        return Math.max(one.nullVariance(), other.nullVariance());
    }

    private double sum() {
        return one.nullVariance() + other.nullVariance() - crossing.nullVariance();
    }

    /** Whether the larger way alone gives the variance, being above that of both. */
    public boolean isOfLarger() {
        return sum() < larger();
    }

    /** How many standard errors the surplus is above 0; NaN if one of the ways has a single bucket. */
    public double statistic() {
        double surplus = crossing.surplus();
        double variance = Math.max(sum(), larger());
        return Double.isNaN(variance) ? Double.NaN : surplus == 0 ? 0 : surplus / Math.sqrt(variance);
    }

    /** Buckets of the way that has fewer, less one. */
    public double degreesOfFreedom() {
        return Math.min(one.degreesOfFreedom(), other.degreesOfFreedom());
    }
}
