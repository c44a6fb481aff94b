package io.assay.comparison;

import io.assay.cost.Bootstrap;
import io.assay.cost.DifferencesByBucket;
import io.assay.cost.Interval;
import io.assay.cost.PoissonDraws;
import io.assay.cost.StudentT;
import io.assay.cost.SummedHistogram;
import java.util.Arrays;
import java.util.Locale;

/**
 * A middle of differences by percentiles of a Poisson bootstrap over buckets of clusters. Buckets of independent clusters are
 * independent; in a replicate each is drawn so many times, and the middle is that of all that were drawn.
 *
 * <p>Percentiles of G buckets are too narrow by √((G−1)/G), and as if G were without end. So that for a tail α is taken which a
 * normal value has beyond t·√(G/(G−1)), t being Student's with G − 1 degrees of freedom (expanded percentiles, Hesterberg 2015). Where a
 * replicate is known between two bounds only, each claim is made from the one that is less in its favour. No p-value is below
 * 1/(R+1), R being the number of replicates.
 */
final class BootstrapEvidence implements Evidence {

    private final int buckets;
    private final double[] lower;
    private final double[] upper;
    private final double standardError;
    private final String method;

    private BootstrapEvidence(int buckets, double[] lower, double[] upper, double standardError, String method) {
        this.buckets = buckets;
        this.lower = lower;
        this.upper = upper;
        this.standardError = standardError;
        this.method = method;
    }

    /** What draws of buckets say; {@link Evidence.None} if there are too few of them. */
    static Evidence of(Middle middle, DifferencesByBucket differences, Bootstrap bootstrap, double alpha) {
        int buckets = differences.used();
        if (buckets < 2) {
            return new Evidence.None("none: all clusters are in one bucket");
        }
        double[] lower = new double[bootstrap.replicates()];
        double[] upper = new double[bootstrap.replicates()];
        double[] values = new double[bootstrap.replicates()];
        Draws draws = new Draws(differences, bootstrap);
        for (int i = 0; i < values.length; i++) {
            SummedHistogram drawn = draws.in(i);
            if (drawn.total() == 0) {
                return new Evidence.None("none: too few clusters to draw from");
            }
            Interval bounds = middle.bounds(drawn);
            lower[i] = bounds.lower();
            upper[i] = bounds.upper();
            values[i] = lower[i] / 2 + upper[i] / 2;
        }
        Arrays.sort(lower);
        Arrays.sort(upper);
        String method = String.format(
                Locale.ROOT,
                "paired percentiles of %,d Poisson bootstrap replicates of %d buckets of clusters",
                bootstrap.replicates(),
                buckets);
        BootstrapEvidence found = new BootstrapEvidence(buckets, lower, upper, Bootstrap.standardError(values), method);
        return found.rank(alpha) < 1 ? new Evidence.None("none: too few replicates for so small an alpha") : found;
    }

    /** Buckets with how often each is drawn. */
    private static final class Draws {
        private final DifferencesByBucket differences;
        private final PoissonDraws[] draws;
        private final SummedHistogram drawn = new SummedHistogram();

        private Draws(DifferencesByBucket differences, Bootstrap bootstrap) {
            this.differences = differences;
            this.draws = new PoissonDraws[DifferencesByBucket.BUCKETS];
            Arrays.setAll(draws, bucket -> bootstrap.draws(Integer.toString(bucket)));
        }

        /** All differences that a replicate draws, until the next one is asked for. */
        private SummedHistogram in(int replicate) {
            drawn.clear();
            for (int bucket = 0; bucket < draws.length; bucket++) {
                SummedHistogram own = differences.in(bucket);
                if (own != null) {
                    drawn.add(own, draws[bucket].in(replicate));
                }
            }
            return drawn;
        }
    }

    /** The standard deviation of the replicates. */
    double standardError() {
        return standardError;
    }

    private double expansion() {
        return Math.sqrt(buckets / (buckets - 1.0));
    }

    /** How many replicates lie beyond a bound, itself included. */
    private int rank(double alpha) {
        double tail = StudentT.normalUpperTail(StudentT.upperPoint(alpha, buckets - 1.0) * expansion());
        return (int) (tail * (lower.length + 1));
    }

    @Override
    public String test() {
        return "bootstrap percentiles read backwards";
    }

    @Override
    public double lower(double alpha) {
        int rank = rank(alpha);
        return rank < 1 ? Double.NEGATIVE_INFINITY : lower[rank - 1];
    }

    @Override
    public double upper(double alpha) {
        int rank = rank(alpha);
        return rank < 1 ? Double.POSITIVE_INFINITY : upper[upper.length - rank];
    }

    @Override
    public double pValue() {
        return Math.min(1, 2 * Math.min(atMost(0), atLeast(0)));
    }

    @Override
    public double atMost(double limit) {
        return pValue((int) Arrays.stream(lower).filter(one -> one <= limit).count());
    }

    @Override
    public double atLeast(double limit) {
        return pValue((int) Arrays.stream(upper).filter(one -> one >= limit).count());
    }

    /** The α at which so many replicates are too many for a bound: that of the interval, read backwards. */
    private double pValue(int beyond) {
        double tail = (beyond + 1.0) / (lower.length + 1);
        return tail >= 1 ? 1 : StudentT.upperTail(StudentT.normalUpperPoint(tail) / expansion(), buckets - 1.0);
    }

    @Override
    public String method() {
        return method;
    }
}
