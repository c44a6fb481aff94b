package io.assay.discovery;

import java.util.Collection;

/**
 * How bad a slice is and how bad its parts can be, after SliceLine (Sagadeeva and Boehm 2021): of n rows with the errors e ≥ 0
 * that add up to E, a slice S has the score α((E_S/|S|)/(E/n) − 1) − (1 − α)(n/|S| − 1). It is above 0 only where the slice's
 * mean error is above that of all rows, by more the smaller the slice is. Weights take the place of counts.
 *
 * @param rows n, or Σw
 * @param error E
 * @param alpha the weight of the error against the size, above 0 and at most 1
 * @param support σ, the least size of a slice, above 0, in the unit of {@code rows}
 */
public record SliceScore(double rows, double error, double alpha, double support) {

    public SliceScore {
        if (!(alpha > 0 && alpha <= 1)) {
            throw new IllegalArgumentException("Invalid alpha: " + alpha + " (must be above 0 and at most 1)");
        }
        if (!(support > 0)) {
            throw new IllegalArgumentException("Invalid support: " + support + " (must be above 0)");
        }
    }

    /** The score of a slice of some size, above 0, and error. */
    public double of(double sliceSize, double sliceError) {
        return alpha * ((sliceError / sliceSize) / (error / rows) - 1) - (1 - alpha) * (rows / sliceSize - 1);
    }

    /** The score of a slice with these sums; −∞ for one without rows. */
    public double of(SliceSums sums) {
        double size = sums.size();
        return size > 0 ? of(size, sums.error()) : Double.NEGATIVE_INFINITY;
    }

    /** Whether a slice is large enough to be looked at, and has any harm. */
    boolean isSupported(SliceSums sums) {
        return sums.size() >= support && sums.error() > 0;
    }

    /**
     * What the score of a slice can be at most, by all of the slices that it is part of: it is no larger than the smallest of
     * them, has no more error than the least of theirs, and no row with more than the least of their largest. The score for
     * errors as large as these allow rises with the size up to ē/m̄ and goes one way from there, so that it is largest there or
     * at an end.
     *
     * @return −∞ where no slice of the least size fits
     */
    public double bound(Collection<SliceSums> parents) {
        double size = Double.POSITIVE_INFINITY;
        double most = Double.POSITIVE_INFINITY;
        double greatest = Double.POSITIVE_INFINITY;
        for (SliceSums parent : parents) {
            size = Math.min(size, parent.size());
            most = Math.min(most, parent.error());
            greatest = Math.min(greatest, parent.greatest());
        }
        if (size < support) {
            return Double.NEGATIVE_INFINITY;
        }
        double turn = greatest == 0 ? size : Math.min(size, Math.max(support, most / greatest));
        double bound = Double.NEGATIVE_INFINITY;
        for (double at : new double[] {support, turn, size}) {
            bound = Math.max(bound, of(at, Math.min(at * greatest, most)));
        }
        return bound;
    }
}
