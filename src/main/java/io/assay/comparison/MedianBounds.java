package io.assay.comparison;

/** Evidence of a median, which is read from counts and has no standard error of its own. */
interface MedianBounds extends Evidence {

    /** How many standard errors away a bound would be if it were one of a mean. */
    double standardErrors(double alpha);

    /** That of a mean with the same interval; NaN without bounds. */
    default double standardError(double alpha) {
        double reach = upper(alpha) - lower(alpha);
        return Double.isFinite(reach) ? reach / (2 * standardErrors(alpha)) : Double.NaN;
    }
}
