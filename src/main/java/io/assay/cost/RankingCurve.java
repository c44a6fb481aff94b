package io.assay.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is read off scores in ascending order whose labels are 0 or 1: areas under the ROC and the precision-recall
 * curve, and what decisions cost by their threshold. Equal scores are one point of either curve; their weights are summed exactly before anything is computed, so
 * that their order does not matter.
 *
 * <p>At a threshold all scores from it upwards are decided positive.
 */
public final class RankingCurve {

    private final double allPositives;
    private final double allNegatives;
    private final double[] maximumFprs;
    private final ExactSum[] partialAreas;
    private final WeightAbove positivesAbove;
    private final WeightAbove negativesAbove;
    private final ExactSum negativesBelow = new ExactSum();
    private final ExactSum concordant = new ExactSum();
    private final ExactSum steps = new ExactSum();
    private final ExactSum trapezoids = new ExactSum();
    private final TiedWeight tiedPositives = new TiedWeight();
    private final TiedWeight tiedNegatives = new TiedWeight();
    private double score = Double.NaN;
    private double lastPositives;
    private double lastPrecision;
    private double farthest;
    private double recallThere;
    private double alarmsThere;
    private double threshold = Double.NaN;
    private final double[] limitRecalls;
    private final List<CostOptimum> costs = new ArrayList<>();
    private long rows;

    /**
     * @param positives the weight of all rows whose label is 1
     * @param negatives the weight of all others
     * @param maximumFprs for each partial area the largest false positive rate, above 0 and up to 1
     */
    public RankingCurve(double positives, double negatives, double... maximumFprs) {
        this.allPositives = positives;
        this.allNegatives = negatives;
        this.positivesAbove = new WeightAbove(positives);
        this.negativesAbove = new WeightAbove(negatives);
        this.maximumFprs = maximumFprs.clone();
        this.partialAreas = new ExactSum[maximumFprs.length];
        Arrays.setAll(partialAreas, i -> new ExactSum());
        this.limitRecalls = new double[maximumFprs.length];
    }

    /** The same with the areas and costs among some statistics. */
    public RankingCurve(double positives, double negatives, List<RankStatistic> statistics) {
        this(positives, negatives, areas(statistics));
        addCosts(statistics, false);
    }

    /** The same, which keeps points of the curves of costs besides. */
    public static RankingCurve drawn(double positives, double negatives, List<RankStatistic> statistics) {
        RankingCurve curve = new RankingCurve(positives, negatives, areas(statistics));
        curve.addCosts(statistics, true);
        return curve;
    }

    private void addCosts(List<RankStatistic> statistics, boolean drawn) {
        for (RankStatistic statistic : statistics) {
            if (statistic.isOfCosts()) {
                boolean isCurve = statistic.kind() == RankStatistic.Kind.MINIMUM_COST;
                costs.add(new CostOptimum(statistic.prices(), statistic.threshold(), drawn && isCurve));
            }
        }
    }

    private static double[] areas(List<RankStatistic> statistics) {
        return statistics.stream()
                .filter(statistic -> statistic.kind() == RankStatistic.Kind.AREA)
                .mapToDouble(RankStatistic::maximumFpr)
                .toArray();
    }

    /** Adds a row; scores must not fall. */
    public void add(double rowScore, double label, double weight) {
        if (rowScore != score) {
            endTie();
            score = rowScore;
        }
        (label == 1 ? tiedPositives : tiedNegatives).add(weight);
        for (CostOptimum cost : costs) {
            cost.add(rowScore, label, weight);
        }
        rows++;
    }

    private void endTie() {
        double positives = tiedPositives.value();
        double negatives = tiedNegatives.value();
        if (positives == 0 && negatives == 0) {
            return;
        }
        double truePositives = positivesAbove.atLeast(positives);
        double falsePositives = negativesAbove.atLeast(negatives);
        concordant.addProduct(positives, negativesBelow.value());
        concordant.addProduct(positives / 2, negatives);
        double precision = truePositives / (truePositives + falsePositives);
        steps.addProduct(positives, precision);
        trapezoids.addProduct(lastPositives, (lastPrecision + precision) / 2);
        lastPositives = positives;
        lastPrecision = precision;
        widen(truePositives / allPositives, falsePositives / allNegatives);
        for (int i = 0; i < partialAreas.length; i++) {
            addSegment(i, truePositives, falsePositives, positives, negatives);
        }
        positivesAbove.pass(tiedPositives);
        negativesAbove.pass(tiedNegatives);
        tiedNegatives.addTo(negativesBelow);
        tiedPositives.clear();
        tiedNegatives.clear();
    }

    private void widen(double recall, double alarms) {
        if (Math.abs(recall - alarms) > farthest) {
            farthest = Math.abs(recall - alarms);
            recallThere = recall;
            alarmsThere = alarms;
            threshold = score;
        }
    }

    /** Adds the part of the ROC curve between two thresholds that lies below a false positive rate. */
    private void addSegment(int i, double truePositives, double falsePositives, double positives, double negatives) {
        double limit = maximumFprs[i] * allNegatives;
        double left = falsePositives - negatives;
        if (negatives > 0 && left < limit) {
            double right = Math.min(falsePositives, limit);
            double low = truePositives - positives;
            double high = low + positives * (right - left) / negatives;
            partialAreas[i].addProduct(right - left, (low + high) / 2);
            if (limit <= falsePositives) {
                limitRecalls[i] = high / allPositives;
            }
        }
    }

    /** Rows added. */
    public long rows() {
        return rows;
    }

    /** What there is to know of the curve. */
    public RankSummary summary(List<RankStatistic> statistics) {
        double[] values = new double[statistics.size()];
        double[] details = new double[RankSummary.DETAILS * statistics.size()];
        double[][] points = new double[values.length][0];
        int area = 0;
        int cost = 0;
        for (int i = 0; i < values.length; i++) {
            switch (statistics.get(i).kind()) {
                case AVERAGE_PRECISION -> values[i] = averagePrecision();
                case PRECISION_RECALL_AREA -> values[i] = precisionRecallArea();
                case FARTHEST -> {
                    values[i] = farthest();
                    details[RankSummary.DETAILS * i] = threshold;
                    details[RankSummary.DETAILS * i + 1] = recallThere;
                    details[RankSummary.DETAILS * i + 2] = alarmsThere;
                }
                case AREA -> {
                    values[i] = partialArea(area);
                    details[RankSummary.DETAILS * i] = limitRecalls[area++];
                }
                case MINIMUM_COST, COST_THRESHOLD, THRESHOLD_REGRET -> {
                    CostOptimum optimum = costs.get(cost++);
                    CostReading reading = optimum.reading();
                    values[i] = value(statistics.get(i), optimum, reading);
                    details[RankSummary.DETAILS * i] = reading.threshold();
                    details[RankSummary.DETAILS * i + 1] = reading.lowest();
                    details[RankSummary.DETAILS * i + 2] = (double) reading.equal();
                    points[i] = reading.toNumbers();
                }
                default -> throw new IllegalArgumentException(statistics.get(i) + " is not read off a curve");
            }
        }
        return new RankSummary(rows, values, details, points);
    }

    private static double value(RankStatistic statistic, CostOptimum optimum, CostReading reading) {
        return switch (statistic.kind()) {
            case MINIMUM_COST -> optimum.least();
            case THRESHOLD_REGRET -> optimum.regret();
            default -> reading.threshold();
        };
    }

    /** The share of (positive, negative) pairs, by weight, in which the positive scores higher, ties counting half. */
    public double area() {
        endTie();
        return concordant.value() / (allPositives * allNegatives);
    }

    /**
     * The area below the i-th largest false positive rate m, standardised so that chance gives ½ and a perfect ranking 1
     * (McClish 1989): ½ (1 + (area − m²/2) / (m − m²/2)); the area itself for m = 1.
     */
    public double partialArea(int i) {
        endTie();
        double most = maximumFprs[i];
        if (most == 1) {
            return area();
        }
        double area = partialAreas[i].value() / (allPositives * allNegatives);
        double least = most * most / 2;
        return (1 + (area - least) / (most - least)) / 2;
    }

    /** Σ (recall_n − recall_{n−1}) · precision_n. */
    public double averagePrecision() {
        endTie();
        return steps.value() / allPositives;
    }

    /** The precision-recall curve by trapezoids, ending at recall 0 with precision 1. */
    public double precisionRecallArea() {
        endTie();
        ExactSum all = trapezoids.copy();
        all.addProduct(lastPositives, (lastPrecision + 1) / 2);
        return all.value() / allPositives;
    }

    /** The largest distance between recall and false positive rate at one threshold; NaN without either class. */
    public double farthest() {
        endTie();
        return allPositives > 0 && allNegatives > 0 ? farthest : Double.NaN;
    }
}
