package io.assay.comparison;

import io.assay.cost.Interval;
import io.assay.cost.StudentT;
import io.assay.cost.Wilson;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A share against a limit, as the difference of the two: Wilson's interval and the score test that it inverts, which
 * hold for few rows and for shares of 0 and 1.
 */
record WilsonEvidence(double hits, double rows, double limit) implements Evidence {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    @Override
    public String test() {
        return "score test";
    }

    @Override
    public double lower(double alpha) {
        return interval(alpha).lower() - limit;
    }

    @Override
    public double upper(double alpha) {
        return interval(alpha).upper() - limit;
    }

    private Interval interval(double alpha) {
        return Wilson.interval(hits, rows, StudentT.normalUpperPoint(alpha));
    }

    @Override
    public double pValue() {
        return Math.min(1, 2 * Math.min(atMost(0), atLeast(0)));
    }

    @Override
    public double atMost(double difference) {
        return NORMAL.survivalProbability(score(difference));
    }

    @Override
    public double atLeast(double difference) {
        return NORMAL.survivalProbability(-score(difference));
    }

    /** How many standard errors, under that share, the observed one is above it. */
    private double score(double difference) {
        double share = Math.max(0, Math.min(1, limit + difference));
        double error = Math.sqrt(share * (1 - share) / rows);
        double above = hits / rows - share;
        return above == 0 ? 0 : above / error;
    }

    @Override
    public String method() {
        return "Wilson";
    }
}
