package io.assay.cost;

import java.util.List;

/**
 * The influences of rows on what is read off a {@link RankingCurve}. Of the area under the ROC curve these are DeLong's
 * placements: (V − A)/m for the m positives, V being the share of negatives below, and likewise for negatives. Of mean costs
 * it is what the row itself costs, c: their influences are (c − C)/W, which a mean of c has by itself.
 */
public final class CurveInfluence implements RankInfluence {

    private final double allPositives;
    private final double allNegatives;
    private final List<RankStatistic> statistics;
    private final RankSummary summary;
    private final WeightAbove positivesAbove;
    private final WeightAbove negativesAbove;
    private final TiedWeight tiedPositives = new TiedWeight();
    private final TiedWeight tiedNegatives = new TiedWeight();

    /** Whether there are areas under curves of precision. */
    private final boolean ofPrecision;

    private final Drag steps = new Drag();
    private final Drag trapezoids = new Drag();
    private final double[] ofPositive;
    private final double[] ofNegative;
    private double score = Double.NaN;
    private double lastPositives;
    private boolean open;
    private long rows;

    /**
     * @param positives the weight of all rows whose label is 1
     * @param negatives the weight of all others
     * @param summary of the same rows
     */
    public CurveInfluence(double positives, double negatives, List<RankStatistic> statistics, RankSummary summary) {
        this.allPositives = positives;
        this.allNegatives = negatives;
        this.positivesAbove = new WeightAbove(positives);
        this.negativesAbove = new WeightAbove(negatives);
        this.statistics = List.copyOf(statistics);
        this.ofPrecision = statistics.stream()
                .map(RankStatistic::kind)
                .anyMatch(kind -> kind == RankStatistic.Kind.AVERAGE_PRECISION
                        || kind == RankStatistic.Kind.PRECISION_RECALL_AREA);
        this.summary = summary;
        this.ofPositive = new double[statistics.size()];
        this.ofNegative = new double[statistics.size()];
    }

    @Override
    public void add(double rowScore, double label, double weight) {
        if (rowScore != score) {
            endTie();
            score = rowScore;
            tiedPositives.clear();
            tiedNegatives.clear();
            open = true;
        }
        (label == 1 ? tiedPositives : tiedNegatives).add(weight);
        rows++;
    }

    @Override
    public double[] of(double label) {
        endTie();
        return (label == 1 ? ofPositive : ofNegative).clone();
    }

    private void endTie() {
        if (!open) {
            return;
        }
        open = false;
        double positives = tiedPositives.value();
        Point here = above(positives, tiedNegatives.value());
        positivesAbove.pass(tiedPositives);
        negativesAbove.pass(tiedNegatives);
        Point next = rows == summary.rows() || !ofPrecision ? Point.NONE : above(0, 0);
        if (ofPrecision) {
            steps.add(positives, here);
            trapezoids.add((positives + lastPositives) / 2, here);
        }
        lastPositives = positives;
        for (int i = 0; i < ofPositive.length; i++) {
            if (Double.isNaN(summary.value(i))) {
                continue;
            }
            switch (statistics.get(i).kind()) {
                case AVERAGE_PRECISION -> precision(i, here.precision(), steps);
                case PRECISION_RECALL_AREA -> precision(i, (here.precision() + next.precision()) / 2, trapezoids);
                case FARTHEST -> farthest(i);
                case MINIMUM_COST, COST_THRESHOLD, THRESHOLD_REGRET -> cost(i);
                default -> area(i, here);
            }
        }
    }

    /** A point of the curves: the weight of either class at and above a threshold. */
    private record Point(double positives, double negatives) {

        static final Point NONE = new Point(0, 0);

        double all() {
            return positives + negatives;
        }

        /** 1 above all scores. */
        double precision() {
            return all() > 0 ? positives / all() : 1;
        }
    }

    /** How a row pulls at the precisions of its own score and of all below, by their shares in an area. */
    private static final class Drag {
        private final ExactSum up = new ExactSum();
        private final ExactSum down = new ExactSum();

        void add(double share, Point at) {
            up.addProduct(share / at.all(), at.negatives() / at.all());
            down.addProduct(share / at.all(), at.positives() / at.all());
        }
    }

    private void precision(int i, double precision, Drag drag) {
        ofPositive[i] = (precision - summary.value(i) + drag.up.value()) / allPositives;
        ofNegative[i] = -drag.down.value() / allPositives;
    }

    private void farthest(int i) {
        double recall = summary.detail(i, 1);
        double alarms = summary.detail(i, 2);
        int decided = score >= summary.detail(i, 0) ? 1 : 0;
        double sign = Math.signum(recall - alarms);
        ofPositive[i] = sign * (decided - recall) / allPositives;
        ofNegative[i] = -sign * (decided - alarms) / allNegatives;
    }

    /** At the best threshold, which the row hardly moves; of a regret what it costs at the threshold in use more than there. */
    private void cost(int i) {
        RankStatistic statistic = statistics.get(i);
        ofPositive[i] = cost(statistic, summary.detail(i, 0), 1);
        ofNegative[i] = cost(statistic, summary.detail(i, 0), 0);
    }

    private double cost(RankStatistic statistic, double best, double label) {
        double atBest = statistic.prices().cost(score >= best, label);
        return switch (statistic.kind()) {
            case MINIMUM_COST -> atBest;
            case THRESHOLD_REGRET -> statistic.prices().cost(score >= statistic.threshold(), label) - atBest;
            default -> 0;
        };
    }

    /** Of the area up to a false positive rate; with one of 1, the placements. */
    private void area(int i, Point here) {
        double most = statistics.get(i).maximumFpr();
        double positives = tiedPositives.value();
        double negatives = tiedNegatives.value();
        double limit = most * allNegatives;
        double left = here.negatives() - negatives;
        double inside = Math.max(0, Math.min(here.negatives(), limit) - left);
        double beyond = Math.max(0, limit - here.negatives());
        double half = negatives > 0 ? inside / negatives * inside / 2 : 0;
        double ofPositives = (beyond + half) / allNegatives;
        double height = here.positives() - positives / 2;
        double moved = here.negatives() <= limit
                ? height / allPositives - summary.detail(i, 0)
                : negatives > 0 ? -positives * half / negatives / allPositives : 0;
        double ofNegatives = most == 1 ? height / allPositives : moved + most * summary.detail(i, 0);
        double least = most * most / 2;
        double scale = most == 1 ? 1 : 1 / (2 * (most - least));
        double area = most == 1 ? summary.value(i) : least + (2 * summary.value(i) - 1) * (most - least);
        ofPositive[i] = scale * (ofPositives - area) / allPositives;
        ofNegative[i] = scale * (ofNegatives - area) / allNegatives;
    }

    /** The weights that are not below, of which so much is certain. */
    private Point above(double positives, double negatives) {
        return new Point(positivesAbove.atLeast(positives), negativesAbove.atLeast(negatives));
    }
}
