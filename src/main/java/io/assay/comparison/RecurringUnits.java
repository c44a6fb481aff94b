package io.assay.comparison;

import io.assay.cost.ClusterDifferences;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairTally;
import io.assay.cost.Signs;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of units, such as users, that may come again on later run dates, and of which sums are carried by bucket. How
 * far a sequence has come is then told by information, 1/SE², since rows of a user who is known already bring less of it than
 * those of a new one.
 *
 * @param pairs of what is compared on the same rows
 * @param versions of each version by itself
 */
public record RecurringUnits(Map<BoundedLooks.Place, Seen> pairs, Map<BoundedLooks.Value, Seen> versions) {

    /** Fewer effective buckets are no ground for a claim. */
    static final int FEWEST_BUCKETS = 30;

    /** The largest of some 60 squares of normal numbers has a tenth of their sum every other time, and a quarter hardly ever. */
    private static final double LARGEST_SHARE = 0.25;

    private static final double COCHRAN = 25;

    /**
     * What has been seen of one loss in a cell.
     *
     * @param variance SE² at the first look; NaN before there was one
     * @param clusters so far, as far as is known: those of the run date that had the most, or as many as the buckets with rows
     *     tell of ({@link io.assay.cost.BucketOccupancy})
     * @param buckets that have rows
     */
    public record Seen(double variance, long clusters, long buckets) {}

    public RecurringUnits {
        pairs = Map.copyOf(pairs);
        versions = Map.copyOf(versions);
    }

    /** Of what is compared: of the pair where rows are shared, else of both versions or, against a limit, of the one. */
    Optional<Seen> of(Findings.Subject subject) {
        Seen pair = pairs.get(
                new BoundedLooks.Place(subject.cell(), subject.name(), subject.baseline(), subject.candidate()));
        return pair != null
                ? Optional.of(pair)
                : of(subject, subject.candidate()).map(candidate -> of(subject, subject.baseline())
                        .map(baseline -> new Seen(
                                candidate.variance() + baseline.variance(),
                                candidate.clusters() + baseline.clusters(),
                                Math.min(candidate.buckets(), baseline.buckets())))
                        .orElse(candidate));
    }

    private Optional<Seen> of(Findings.Subject subject, String version) {
        return Optional.ofNullable(versions.get(new BoundedLooks.Value(subject.cell(), subject.name(), version)));
    }

    /** Why there are too few clusters for a look; empty where there are enough. Counts alone decide. */
    String shortfall(Findings.Subject subject, int fewest) {
        boolean paired = pairs.containsKey(
                new BoundedLooks.Place(subject.cell(), subject.name(), subject.baseline(), subject.candidate()));
        long clusters = paired
                ? of(subject).map(Seen::clusters).orElse(0L)
                : Math.min(
                        of(subject, subject.candidate()).map(Seen::clusters).orElse(0L),
                        of(subject, subject.baseline()).map(Seen::clusters).orElse(Long.MAX_VALUE));
        return clusters < fewest
                ? String.format(
                        Locale.ROOT,
                        "%s so far, as their buckets tell, at least %d needed",
                        GateText.counted(clusters, "cluster"),
                        fewest)
                : Shortfall.NONE;
    }

    /** Why buckets are no ground for a claim, as {@link Shortfall#ofUnits} says it of units. */
    static String shortfall(PairTally tally, PairEstimate estimate) {
        double effective = tally.effectiveUnits();
        if (effective < FEWEST_BUCKETS) {
            return "clusters with the weight of " + Figures.text(effective) + " buckets, at least " + FEWEST_BUCKETS
                    + " needed";
        }
        String differing = Shortfall.ofDiffering(tally.differingUnits());
        if (!differing.isEmpty() || estimate.standardError() == 0) {
            return differing;
        }
        if (estimate.largestShare() > LARGEST_SHARE) {
            return "uneven clusters: one bucket of them carries " + Figures.text(100 * estimate.largestShare())
                    + " % of the variance, at most " + Figures.text(100 * LARGEST_SHARE) + " %";
        }
        double needed = COCHRAN * estimate.skewness() * estimate.skewness();
        return effective < needed
                ? String.format(
                        Locale.ROOT,
                        "skewed: clusters in %d buckets, %,.0f needed for a skewness of %s",
                        tally.units(),
                        Math.ceil(needed),
                        Figures.text(estimate.skewness()))
                : Shortfall.NONE;
    }

    /** The same of a median of differences, which has no skewness: buckets by their rows, and those that differ. */
    static String shortfall(ClusterDifferences differences) {
        Signs signs = differences.above(0);
        if (signs.effective() < FEWEST_BUCKETS) {
            return "clusters with the rows of " + Figures.text(signs.effective()) + " buckets, at least "
                    + FEWEST_BUCKETS + " needed";
        }
        if (signs.largest() > LARGEST_SHARE) {
            return "uneven clusters: one bucket of them carries " + Figures.text(100 * signs.largest())
                    + " % of the variance, at most " + Figures.text(100 * LARGEST_SHARE) + " %";
        }
        return Shortfall.ofDiffering(differences.differingBuckets());
    }
}
