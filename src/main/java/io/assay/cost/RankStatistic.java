package io.assay.cost;

import java.io.Serializable;
import java.util.Optional;

/**
 * A number that is read off ranked rows.
 *
 * @param kind which one
 * @param maximumFpr of an {@link Kind#AREA} the largest false positive rate, above 0 and up to 1; otherwise 1
 * @param prices of statistics of costs what mistakes cost; otherwise nothing
 * @param threshold of a {@link Kind#THRESHOLD_REGRET} the one in use; otherwise NaN
 */
public record RankStatistic(Kind kind, double maximumFpr, Prices prices, double threshold) implements Serializable {

    public static final RankStatistic SPEARMAN = new RankStatistic(Kind.SPEARMAN, 1);
    public static final RankStatistic KENDALL = new RankStatistic(Kind.KENDALL, 1);
    public static final RankStatistic AVERAGE_PRECISION = new RankStatistic(Kind.AVERAGE_PRECISION, 1);
    public static final RankStatistic PRECISION_RECALL_AREA = new RankStatistic(Kind.PRECISION_RECALL_AREA, 1);
    public static final RankStatistic FARTHEST = new RankStatistic(Kind.FARTHEST, 1);

    /** One that has nothing to do with costs. */
    RankStatistic(Kind kind, double maximumFpr) {
        this(kind, maximumFpr, Prices.NONE, Double.NaN);
    }

    private static final long FEWEST_OF_A_CLASS = 10;

    /** The tally of all influences. */
    static final int ALL = 0;

    /** What is read off. */
    public enum Kind {
        /** The area under the ROC curve, or a part of it. */
        AREA,
        /** The area under the precision-recall curve by steps. */
        AVERAGE_PRECISION,
        /** The same by trapezoids. */
        PRECISION_RECALL_AREA,
        /** The largest distance between recall and false positive rate. */
        FARTHEST,
        /** The mean cost at the threshold that costs least. */
        MINIMUM_COST,
        /** That threshold. */
        COST_THRESHOLD,
        /** The mean cost at the threshold in use less the minimum. */
        THRESHOLD_REGRET,
        /** Spearman's correlation. */
        SPEARMAN,
        /** Kendall's τ-b. */
        KENDALL
    }

    /** The area under the ROC curve up to a false positive rate, 1 for all of it. */
    public static RankStatistic area(double maximumFpr) {
        return new RankStatistic(Kind.AREA, maximumFpr);
    }

    /** The mean cost at the threshold that costs least. */
    public static RankStatistic minimumCost(Prices prices) {
        return new RankStatistic(Kind.MINIMUM_COST, 1, prices, Double.NaN);
    }

    /** The threshold that costs least. */
    public static RankStatistic costThreshold(Prices prices) {
        return new RankStatistic(Kind.COST_THRESHOLD, 1, prices, Double.NaN);
    }

    /** What a threshold costs more than the best one. */
    public static RankStatistic regret(Prices prices, double threshold) {
        return new RankStatistic(Kind.THRESHOLD_REGRET, 1, prices, threshold);
    }

    /** Whether it is read off the costs of decisions at every threshold. */
    public boolean isOfCosts() {
        return kind == Kind.MINIMUM_COST || kind == Kind.COST_THRESHOLD || kind == Kind.THRESHOLD_REGRET;
    }

    /** Whether it is the mean of something that each row has, once the best threshold is known. */
    boolean isMean() {
        return kind == Kind.MINIMUM_COST || kind == Kind.THRESHOLD_REGRET;
    }

    /** Whether versions are compared by it. */
    public boolean isCompared() {
        return kind != Kind.COST_THRESHOLD;
    }

    /** Whether labels are 0 or 1, and so the rows of two classes. */
    public boolean isOfClasses() {
        return kind != Kind.SPEARMAN && kind != Kind.KENDALL;
    }

    /** Whether it compares the distributions of two classes, whatever their sizes are. */
    public boolean isOfTwoSamples() {
        return kind == Kind.AREA || kind == Kind.FARTHEST;
    }

    /** How many tallies its influences have: all of them, and of classes those of the positives and of the negatives. */
    public int tallies() {
        return isOfClasses() ? 3 : 1;
    }

    /** The tally of the positives' influences; of all without classes. */
    public int positives() {
        return isOfClasses() ? 1 : ALL;
    }

    /** The tally of the negatives' influences; of all without classes. */
    public int negatives() {
        return isOfClasses() ? 2 : ALL;
    }

    /**
     * On which a value by itself is judged, for near a bound it is skewed; empty where it is judged as it is. A regret has
     * the bound 0, but an interval that never reaches it would always tell of one.
     */
    Optional<BoundedScale> scale() {
        return switch (kind) {
            case MINIMUM_COST -> Optional.of(new BoundedScale(0, prices.most()));
            case COST_THRESHOLD, THRESHOLD_REGRET -> Optional.empty();
            case SPEARMAN, KENDALL -> Optional.of(new BoundedScale(-1, 1));
            default -> Optional.of(new BoundedScale(0, 1));
        };
    }

    /**
     * How the standard error is found, and whether it is a ground for a verdict.
     *
     * @param rows with a positive weight
     * @param units independent ones among them
     * @param positives units with rows whose label is 1
     * @param negatives units with rows whose label is 0
     */
    Spread spread(long rows, long units, long positives, long negatives) {
        String flaw = isOfClasses() ? flaw(positives, negatives) : "";
        if (kind != Kind.AREA) {
            return new Spread("infinitesimal jackknife, t", units - 1.0, flaw);
        }
        return rows == units
                ? new Spread("DeLong", Double.POSITIVE_INFINITY, flaw)
                : new Spread("DeLong of clusters, t", units - 1.0, flaw);
    }

    /** That units of one class are too few; empty where they are enough. */
    static String flaw(long positives, long negatives) {
        long fewer = Math.min(positives, negatives);
        String units = fewer + (fewer == 1 ? " unit has " : " units have ");
        return fewer < FEWEST_OF_A_CLASS
                ? "only " + units + (positives < negatives ? "positives" : "negatives") + ", at least "
                        + FEWEST_OF_A_CLASS + " needed"
                : "";
    }

    /**
     * The standard error from those of the sums over units: of all influences, of those of the positives and of those of
     * the negatives, each with a factor G/(G−1) of its own number of units. This is Obuchowski's (1997); where no unit has
     * rows of both classes it is DeLong's (1988).
     */
    double standardError(Sum all, Sum positives, Sum negatives) {
        if (!isOfTwoSamples()) {
            return all.error();
        }
        double own = positives.variance() + negatives.variance();
        double both = all.squares() - positives.squares() - negatives.squares();
        return Math.sqrt(Math.max(0, own + all.factor() * both));
    }

    /** The standard error of a sum over so many units. */
    record Sum(double error, long units) {

        double variance() {
            return error * error;
        }

        double factor() {
            return (double) units / (units - 1);
        }

        /** Σ U². */
        double squares() {
            return variance() / factor();
        }
    }
}
