package io.assay.cost;

/**
 * What the parts of a weighted sum add to its cost, over the rows that the sum is scored on. All are exact sums, rounded
 * once, so that they add up to the sum's own cost but for the rounding of its rows.
 */
public final class PartCosts {

    private PartCosts() {}

    /** Whether the cost of a sum is that of its parts, added: a mean or a total. */
    public static boolean areAdded(Aggregate aggregate) {
        return aggregate.equals(Aggregate.MEAN) || aggregate.equals(Aggregate.SUM);
    }

    /** The cost of a part by itself, before it is weighted; NaN without rows. */
    public static double cost(VectorTally tally, Aggregate aggregate, int part) {
        return share(tally.moments().total(part + 1), tally.moments().total(0), aggregate);
    }

    /** What the part adds: weight · cost. */
    public static double contribution(VectorTally tally, Aggregate aggregate, int part, double weight) {
        return share(
                tally.moments().total(part + 1).times(Dyadic.of(weight)),
                tally.moments().total(0),
                aggregate);
    }

    /** What a part adds on either side of a pair, and to the difference of the sums. */
    public record Difference(double candidate, double baseline, double difference) {}

    /** The same on pairs of rows. */
    public static Difference difference(VectorPairTally tally, Aggregate aggregate, int part, double weight) {
        PartMoments moments = tally.parts();
        return difference(
                moments.candidate(part),
                moments.weight(),
                moments.baseline(part),
                moments.weight(),
                aggregate,
                Dyadic.of(weight));
    }

    /** The same of versions that saw different rows. */
    public static Difference difference(
            VectorTally candidate, VectorTally baseline, Aggregate aggregate, int part, double weight) {
        return difference(
                candidate.moments().total(part + 1),
                candidate.moments().total(0),
                baseline.moments().total(part + 1),
                baseline.moments().total(0),
                aggregate,
                Dyadic.of(weight));
    }

    private static Difference difference(
            Dyadic ours, Dyadic ourWeight, Dyadic theirs, Dyadic theirWeight, Aggregate aggregate, Dyadic weight) {
        if (ourWeight.signum() == 0 || theirWeight.signum() == 0) {
            return new Difference(Double.NaN, Double.NaN, Double.NaN);
        }
        boolean total = aggregate.equals(Aggregate.SUM);
        Dyadic candidate = weight.times(ours).over(total ? Dyadic.ONE : ourWeight);
        Dyadic baseline = weight.times(theirs).over(total ? Dyadic.ONE : theirWeight);
        return new Difference(
                candidate.value(), baseline.value(), candidate.minus(baseline).value());
    }

    private static double share(Dyadic total, Dyadic weight, Aggregate aggregate) {
        if (weight.signum() == 0) {
            return Double.NaN;
        }
        return total.over(aggregate.equals(Aggregate.SUM) ? Dyadic.ONE : weight).value();
    }
}
