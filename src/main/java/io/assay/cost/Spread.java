package io.assay.cost;

import java.util.Optional;

/**
 * How the standard error of an estimate was found.
 *
 * @param method for the table, such as {@link #LINEAR}
 * @param degreesOfFreedom of Student's t
 * @param flaw why it is no ground for a verdict; empty if it is one
 * @param scale on which the estimate is judged; empty for its own
 * @param bound how far at most the estimate is from the exact value, beside all chance; NaN where it is the exact value
 */
public record Spread(String method, double degreesOfFreedom, String flaw, Optional<BoundedScale> scale, double bound) {

    /** Of an exact value. */
    public Spread(String method, double degreesOfFreedom, String flaw, Optional<BoundedScale> scale) {
        this(method, degreesOfFreedom, flaw, scale, Double.NaN);
    }

    /** Of an estimate that is judged as it is. */
    public Spread(String method, double degreesOfFreedom, String flaw) {
        this(method, degreesOfFreedom, flaw, Optional.empty());
    }

    /** The same on a scale. */
    Spread on(BoundedScale bounded) {
        return new Spread(method, degreesOfFreedom, flaw, Optional.of(bounded), bound);
    }

    private static final String OF_BUCKETS = "jackknife over ";
    private static final String BUCKETS = " buckets, t";

    /** The method of linearised functions of totals. */
    public static final String LINEAR = "t";

    /** There is none: the value is taken as it is. */
    public static final Spread NONE = new Spread("the value itself", Double.NaN, "");

    /** Whether it was found from buckets of units. */
    public boolean isOfBuckets() {
        return method.startsWith(OF_BUCKETS) || method.endsWith(BUCKETS);
    }

    /** By linearising a function of totals over units. */
    public static Spread linear(long units) {
        return new Spread(LINEAR, units - 1.0, "");
    }

    /** By leaving out buckets of units, without {@code indispensable} of which the estimate is undefined. */
    public static Spread ofBuckets(int buckets, int indispensable) {
        String flaw = buckets < 2
                ? "buckets of units: " + buckets + ", at least 2 needed"
                : indispensable > 0 ? "undefined without one of " + buckets + " buckets of units" : "";
        return new Spread(OF_BUCKETS + buckets + BUCKETS, buckets - 1.0, flaw);
    }
}
