package io.assay.cost;

import java.io.Serializable;

/**
 * A number that is read off ranked rows.
 *
 * @param kind which one
 * @param maximumFpr of an {@link Kind#AREA} the largest false positive rate, above 0 and up to 1; otherwise 1
 */
public record RankStatistic(Kind kind, double maximumFpr) implements Serializable {

    public static final RankStatistic SPEARMAN = new RankStatistic(Kind.SPEARMAN, 1);
    public static final RankStatistic KENDALL = new RankStatistic(Kind.KENDALL, 1);
    public static final RankStatistic AVERAGE_PRECISION = new RankStatistic(Kind.AVERAGE_PRECISION, 1);
    public static final RankStatistic PRECISION_RECALL_AREA = new RankStatistic(Kind.PRECISION_RECALL_AREA, 1);
    public static final RankStatistic FARTHEST = new RankStatistic(Kind.FARTHEST, 1);

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
        /** Spearman's correlation. */
        SPEARMAN,
        /** Kendall's τ-b. */
        KENDALL
    }

    /** The area under the ROC curve up to a false positive rate, 1 for all of it. */
    public static RankStatistic area(double maximumFpr) {
        return new RankStatistic(Kind.AREA, maximumFpr);
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

    /** On which a value by itself is judged, for near 1 it is skewed. */
    BoundedScale scale() {
        return new BoundedScale(isOfClasses() ? 0 : -1, 1);
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

    private static String flaw(long positives, long negatives) {
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
