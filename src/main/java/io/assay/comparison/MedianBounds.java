package io.assay.comparison;

/** Evidence of a median, which is read from counts and has no standard error of its own. */
interface MedianBounds extends Evidence {

    /** How many standard errors away a bound would be if it were one of a mean. */
    double standardErrors(double alpha);
}
