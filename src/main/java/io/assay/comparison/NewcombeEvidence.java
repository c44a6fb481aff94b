package io.assay.comparison;

import io.assay.cost.Discordance;
import io.assay.cost.Interval;
import io.assay.cost.Wilson;
import java.util.function.DoublePredicate;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Newcombe's hybrid score intervals (1998) for a difference of proportions, built from the Wilson interval of each side:
 * method 10 for the paired ones, whose correlation is φ, and φ = 0 for independent ones. The one-sided tests are the
 * interval read backwards, so that bound and p-value never contradict each other.
 */
final class NewcombeEvidence implements Evidence {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Beyond it a normal tail is 0 in doubles. */
    private static final double FARTHEST = 39;

    private static final int HALVINGS = 60;

    private final double successes;
    private final double trials;
    private final double otherSuccesses;
    private final double otherTrials;
    private final double correlation;
    private final double pValue;
    private final String method;

    private NewcombeEvidence(
            double successes,
            double trials,
            double otherSuccesses,
            double otherTrials,
            double correlation,
            double pValue,
            String method) {
        this.successes = successes;
        this.trials = trials;
        this.otherSuccesses = otherSuccesses;
        this.otherTrials = otherTrials;
        this.correlation = correlation;
        this.pValue = pValue;
        this.method = method;
    }

    /** Candidate − baseline on the same rows; the test of difference = 0 is McNemar's. */
    static NewcombeEvidence paired(Discordance counts) {
        double rows = counts.rows();
        return new NewcombeEvidence(
                counts.both() + counts.candidateOnly(),
                rows,
                counts.both() + counts.baselineOnly(),
                rows,
                correlation(counts),
                McNemar.pValue(counts.candidateOnly(), counts.baselineOnly()),
                "Newcombe paired");
    }

    /** Candidate − baseline on independent rows. */
    static NewcombeEvidence independent(
            double candidateSuccesses, double candidateRows, double baselineSuccesses, double baselineRows) {
        return new NewcombeEvidence(
                candidateSuccesses,
                candidateRows,
                baselineSuccesses,
                baselineRows,
                0,
                Double.NaN,
                "Newcombe independent");
    }

    /** φ with the continuity correction of Newcombe's method 10; 0 if a margin of the table is empty. */
    private static double correlation(Discordance counts) {
        double a = counts.both();
        double b = counts.candidateOnly();
        double c = counts.baselineOnly();
        double d = counts.neither();
        double margins = (a + b) * (c + d) * (a + c) * (b + d);
        if (margins == 0) {
            return 0;
        }
        double q = a * d - b * c;
        double half = counts.rows() / 2.0;
        double corrected = q > half ? q - half : Math.min(q, 0);
        return corrected / Math.sqrt(margins);
    }

    /** The interval at a number of standard errors, such as 1.96 for two-sided 95 %. */
    Interval interval(double z) {
        Interval own = Wilson.interval(successes, trials, z);
        Interval other = Wilson.interval(otherSuccesses, otherTrials, z);
        double p = successes / trials;
        double q = otherSuccesses / otherTrials;
        double difference = p - q;
        return new Interval(
                difference - root(p - own.lower(), other.upper() - q),
                difference + root(own.upper() - p, q - other.lower()));
    }

    private double root(double x, double y) {
        return Math.sqrt(Math.max(0, x * x - 2 * correlation * x * y + y * y));
    }

    @Override
    public double lower(double alpha) {
        return interval(NORMAL.inverseSurvivalProbability(alpha)).lower();
    }

    @Override
    public double upper(double alpha) {
        return interval(NORMAL.inverseSurvivalProbability(alpha)).upper();
    }

    @Override
    public double pValue() {
        return Double.isNaN(pValue) ? Math.min(1, 2 * Math.min(atMost(0), atLeast(0))) : pValue;
    }

    @Override
    public double atMost(double limit) {
        return successes / trials - otherSuccesses / otherTrials > limit
                ? tail(z -> interval(z).lower() <= limit)
                : 1 - tail(z -> interval(z).upper() > limit);
    }

    @Override
    public double atLeast(double limit) {
        return successes / trials - otherSuccesses / otherTrials < limit
                ? tail(z -> interval(z).upper() >= limit)
                : 1 - tail(z -> interval(z).lower() < limit);
    }

    @Override
    public String method() {
        return method;
    }

    /** The normal tail at the point where a bound reaches its limit; bounds recede as z grows. */
    private static double tail(DoublePredicate reached) {
        double near = 0;
        double far = FARTHEST;
        for (int i = 0; i < HALVINGS; i++) {
            double z = (near + far) / 2;
            if (reached.test(z)) {
                far = z;
            } else {
                near = z;
            }
        }
        return NORMAL.survivalProbability(far);
    }
}
