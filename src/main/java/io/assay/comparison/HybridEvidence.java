package io.assay.comparison;

import io.assay.cost.Interval;
import io.assay.cost.StudentT;
import java.util.function.DoublePredicate;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A difference whose interval is put together from an interval of either side, which need not be symmetric: Newcombe's
 * hybrid (1998), the method of variance estimates recovery of Zou and Donner (2008). The one-sided tests are the
 * interval read backwards, so that bound and p-value never contradict each other.
 */
final class HybridEvidence implements Evidence {

    /** Beyond it a normal tail is 0 in doubles. */
    private static final double FARTHEST = 39;

    private static final int HALVINGS = 60;

    private final Bounded candidate;
    private final Bounded baseline;
    private final double correlation;
    private final Tail tail;
    private final double pValue;
    private final String method;
    private final String test;

    /**
     * @param correlation of the two sides' estimates
     * @param pValue of difference = 0, where there is a better test; NaN for the interval read backwards
     */
    HybridEvidence(
            Bounded candidate,
            Bounded baseline,
            double correlation,
            Tail tail,
            double pValue,
            String method,
            String test) {
        this.candidate = candidate;
        this.baseline = baseline;
        this.correlation = correlation;
        this.tail = tail;
        this.pValue = pValue;
        this.method = method;
        this.test = test;
    }

    /** Tested by reading the interval backwards. */
    HybridEvidence(Bounded candidate, Bounded baseline, double correlation, Tail tail, String method) {
        this(candidate, baseline, correlation, tail, Double.NaN, method, "the interval read backwards");
    }

    /** A value with an interval at any number of standard errors, wider the more of them. */
    interface Bounded {

        double value();

        Interval interval(double distance);

        /** A number that is known. */
        static Bounded known(double number) {
            return new Bounded() {
                @Override
                public double value() {
                    return number;
                }

                @Override
                public Interval interval(double distance) {
                    return new Interval(number, number);
                }
            };
        }
    }

    /** How likely a distance in standard errors is. */
    interface Tail {

        NormalDistribution STANDARD = NormalDistribution.of(0, 1);

        Tail NORMAL = new Tail() {
            @Override
            public double point(double probability) {
                return STANDARD.inverseSurvivalProbability(probability);
            }

            @Override
            public double probability(double point) {
                return STANDARD.survivalProbability(point);
            }
        };

        double point(double probability);

        double probability(double point);

        static Tail student(double degreesOfFreedom) {
            return new Tail() {
                @Override
                public double point(double probability) {
                    return StudentT.upperPoint(probability, degreesOfFreedom);
                }

                @Override
                public double probability(double point) {
                    return StudentT.upperTail(point, degreesOfFreedom);
                }
            };
        }
    }

    /** The interval at a number of standard errors, such as 1.96 for two-sided 95 %. */
    Interval interval(double distance) {
        Interval own = candidate.interval(distance);
        Interval other = baseline.interval(distance);
        double p = candidate.value();
        double q = baseline.value();
        double difference = p - q;
        return new Interval(
                difference - root(p - own.lower(), other.upper() - q),
                difference + root(own.upper() - p, q - other.lower()));
    }

    /** √(x² − 2φxy + y²), in a form in which nothing cancels or overflows. */
    private double root(double x, double y) {
        if (Double.isInfinite(x) || Double.isInfinite(y)) {
            return Double.POSITIVE_INFINITY;
        }
        double product = Math.sqrt(Math.max(0, x)) * Math.sqrt(Math.max(0, y));
        double apart = Math.sqrt(2 * (1 - correlation)) * product;
        return Math.hypot(x - y, apart);
    }

    private double difference() {
        return candidate.value() - baseline.value();
    }

    @Override
    public double lower(double alpha) {
        return interval(tail.point(alpha)).lower();
    }

    @Override
    public double upper(double alpha) {
        return interval(tail.point(alpha)).upper();
    }

    @Override
    public double pValue() {
        return Double.isNaN(pValue) ? Math.min(1, 2 * Math.min(atMost(0), atLeast(0))) : pValue;
    }

    @Override
    public double atMost(double limit) {
        return difference() > limit
                ? reached(distance -> interval(distance).lower() <= limit)
                : 1 - reached(distance -> interval(distance).upper() > limit);
    }

    @Override
    public double atLeast(double limit) {
        return difference() < limit
                ? reached(distance -> interval(distance).upper() >= limit)
                : 1 - reached(distance -> interval(distance).lower() < limit);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String test() {
        return test;
    }

    /** The tail at the distance where a bound reaches its limit; bounds recede as the distance grows. */
    private double reached(DoublePredicate predicate) {
        double near = 0;
        double far = FARTHEST;
        for (int i = 0; i < HALVINGS; i++) {
            double distance = (near + far) / 2;
            if (predicate.test(distance)) {
                far = distance;
            } else {
                near = distance;
            }
        }
        return tail.probability(far);
    }
}
