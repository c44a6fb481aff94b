package io.assay.comparison;

import io.assay.cost.Interval;
import io.assay.cost.PairEstimate;

/**
 * Bounds of a relative difference, by the delta method. Of costs above 0 the logarithm of their ratio is what is bounded, whose
 * influence of a unit is c/C − b/B, and the ends are raised to powers again: its distribution is nearer to a normal one, and no
 * end is below −100 %. Of others it is the relative difference itself, with the influence (c − (R + 1)·b)/B.
 */
record RelativeChange(double relative, double standardError, boolean isRatio) {

    static RelativeChange of(PairEstimate estimate) {
        return new RelativeChange(
                estimate.relative(),
                estimate.relativeStandardError(),
                estimate.candidate() > 0 && estimate.baseline() > 0);
    }

    /** Of candidate over baseline. */
    double logRatio() {
        return Math.log1p(relative);
    }

    double logRatioStandardError() {
        return standardError / (1 + relative);
    }

    /** So many standard errors to either side; both ends NaN without a standard error. */
    Interval bounds(double reach) {
        if (!(standardError > 0) || !Double.isFinite(reach) || (isRatio && !(relative > -1))) {
            return Grounds.NONE.relative();
        }
        double far = reach * (isRatio ? logRatioStandardError() : standardError);
        return isRatio
                ? new Interval(Math.expm1(logRatio() - far), Math.expm1(logRatio() + far))
                : new Interval(relative - far, relative + far);
    }
}
