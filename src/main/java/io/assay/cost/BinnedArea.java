package io.assay.cost;

import java.util.Locale;
import java.util.Optional;

/**
 * The area under the ROC curve, read off scores in bins and not off sorted rows: what it costs does not grow with the rows, and
 * tallies add. How far the exact area may be is known, and part of every interval. Where it is more than a tenth of the standard
 * error, the area is no ground for a verdict.
 */
public final class BinnedArea implements ComparedMetric {

    private static final double LEVEL = 0.95;
    private static final double LARGEST_SHARE = 0.1;

    /** The most bins that can be asked for: an edge may be followed by another, so that a frequent score has a bin of its own. */
    public static final int MOST_BINS = ScoreEdges.MOST_BINS / 4;

    private static final BoundedScale SCALE = new BoundedScale(0, 1);

    @Override
    public MetricEstimate of(MetricTally tally) {
        BinTally tallied = (BinTally) tally;
        BinnedCurve curve = new BinnedCurve(tallied.bins());
        AreaSpread found = AreaSpread.of(tallied, curve);
        double standardError =
                Double.isNaN(curve.area()) ? Double.NaN : found.standardError(tally.units(), tallied.classes());
        Spread spread = spread(tallied.bins().edges(), found, tallied.classes(), curve.bound(), standardError)
                .on(SCALE);
        return new MetricEstimate(
                curve.area(),
                standardError,
                interval(curve, standardError, spread.degreesOfFreedom()),
                Double.NaN,
                spread,
                tally.rows(),
                tally.units(),
                tally.effectiveUnits());
    }

    /** The two-sided 95 % one on the scale of the logit, and as much more to either side as the exact area may be away. */
    private static Interval interval(BinnedCurve curve, double standardError, double degreesOfFreedom) {
        double area = curve.area();
        if (Double.isNaN(standardError)) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double lower = area;
        double upper = area;
        if (SCALE.contains(area)) {
            double half = StudentT.upperPoint((1 - LEVEL) / 2, degreesOfFreedom) * SCALE.error(area, standardError);
            lower = SCALE.from(SCALE.at(area) - half);
            upper = SCALE.from(SCALE.at(area) + half);
        }
        return new Interval(Math.max(0, lower - curve.bound()), Math.min(1, upper + curve.bound()));
    }

    @Override
    public MetricDifference of(MetricPairTally tally) {
        BinPairTally pairs = (BinPairTally) tally;
        BinnedCurve candidate = new BinnedCurve(pairs.bins(BinPairTally.CANDIDATE));
        BinnedCurve baseline = new BinnedCurve(pairs.bins(BinPairTally.BASELINE));
        double difference = candidate.area() - baseline.area();
        AreaSpread found = AreaSpread.of(pairs, candidate, baseline);
        double none = Double.NaN;
        boolean defined = !Double.isNaN(difference);
        double standardError = defined ? found.standardError(pairs.units(), pairs.classes()) : none;
        PairEstimate estimate = new PairEstimate(
                candidate.area(),
                baseline.area(),
                difference,
                standardError,
                defined ? AreaSpread.ofBaseline(pairs, baseline).standardError(pairs.units(), pairs.classes()) : none,
                baseline.area() == 0 ? none : difference / baseline.area(),
                none,
                none,
                none);
        double bound = candidate.bound() + baseline.bound();
        ScoreEdges edges = pairs.bins(BinPairTally.BASELINE).edges();
        return MetricDifference.of(
                tally, estimate, Optional.empty(), spread(edges, found, pairs.classes(), bound, standardError));
    }

    private static Spread spread(
            ScoreEdges edges, AreaSpread found, ClassUnits classes, double bound, double standardError) {
        String bins = bins(edges);
        int groups = found.groups();
        String few = RankStatistic.flaw(classes.positives(), classes.negatives());
        String buckets = groups == 1 ? Spread.ofBuckets(1, 0).flaw() : "";
        String flaw = few.isEmpty() ? buckets : few;
        return new Spread(
                groups == 0 ? "DeLong in " + bins : "DeLong in " + bins + " over " + groups + " buckets, t",
                groups == 0 ? Double.POSITIVE_INFINITY : groups - 1.0,
                flaw.isEmpty() ? coarse(edges, bound, standardError) : flaw,
                Optional.empty(),
                bound);
    }

    private static String bins(ScoreEdges edges) {
        return String.format(Locale.ROOT, "%,d %s", edges.bins(), edges.bins() == 1 ? "bin" : "bins");
    }

    /** What is wrong with too few bins, and what to do. */
    private static String coarse(ScoreEdges edges, double bound, double standardError) {
        if (!(bound > LARGEST_SHARE * standardError)) {
            return "";
        }
        double wanted = edges.bins() * bound / (LARGEST_SHARE * standardError);
        long power = (long) Math.ceil(Math.log(wanted) / Math.log(2));
        String more = wanted <= MOST_BINS ? "more bins, as bins=" + (1L << power) + ", or " : "";
        return String.format(
                Locale.ROOT,
                "coarse: in %s it may be off by %.2g, more than a tenth of its standard error %.2g; %sthe exact roc_auc needed",
                bins(edges),
                bound,
                standardError,
                more);
    }
}
