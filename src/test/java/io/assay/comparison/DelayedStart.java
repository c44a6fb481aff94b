package io.assay.comparison;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The sequence of Robbins and Siegmund (1974) that begins with so many units and has no tuning. Assay does not offer it: it is
 * here to show by how much it errs where losses are skewed, beside the mixture that is offered.
 */
record DelayedStart(double first) {

    private static final ChiSquaredDistribution THREE = ChiSquaredDistribution.of(3);

    /** How many standard errors an interval reaches to either side after so many units. */
    double reach(double units, double alpha) {
        return Math.sqrt(THREE.inverseSurvivalProbability(alpha) + Math.log(units / first));
    }

    /** Of no difference, z standard errors away. */
    double pValue(double z, double units) {
        return THREE.survivalProbability(Math.max(0, z * z - Math.log(units / first)));
    }
}
