package io.assay.comparison;

/** Evidence that holds at all looks at once. */
interface AnytimeEvidence extends Evidence {

    /**
     * The logarithm of the e-value against a difference of 0, of this look alone. If there is none its mean is at most 1,
     * whenever one looks; e-values can be averaged whatever they have to do with each other.
     */
    double logEValue();

    @Override
    default String test() {
        return "e-value, valid at every look";
    }
}
