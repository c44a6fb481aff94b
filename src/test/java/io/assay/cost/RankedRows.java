package io.assay.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Rows with a label and the scores of two versions, ranked in memory as a pass ranks them in Spark. */
public record RankedRows(List<RankStatistic> statistics, List<Row> rows) {

    /** A row of a unit. */
    public record Row(String unit, double label, double candidate, double baseline, double weight) {

        Row withWeight(double other) {
            return new Row(unit, label, candidate, baseline, other);
        }
    }

    /** What is read off one side. */
    RankSummary summary(ToDoubleFunction<Row> score) {
        if (statistics.get(0).isOfClasses()) {
            RankingCurve curve = new RankingCurve(weight(1), weight(0), statistics);
            ascending(score).forEach(row -> curve.add(score.applyAsDouble(row), row.label(), row.weight()));
            return curve.summary(statistics);
        }
        RankCorrelation correlation = new RankCorrelation();
        ascending(Row::label).forEach(row -> correlation.addLabel(row.label(), row.weight()));
        ascending(score).forEach(row -> correlation.add(score.applyAsDouble(row), row.label(), row.weight()));
        return correlation.summary(statistics);
    }

    private double weight(double label) {
        ExactSum weight = new ExactSum();
        rows.stream().filter(row -> row.label() == label).forEach(row -> weight.add(row.weight()));
        return weight.value();
    }

    private List<Row> ascending(ToDoubleFunction<Row> score) {
        return rows.stream()
                .sorted(Comparator.comparingDouble(score).thenComparing(Row::label))
                .toList();
    }

    /** The influences of every row on every statistic of one side. */
    List<double[]> influences(ToDoubleFunction<Row> score) {
        RankInfluence influence = influence(score);
        double[][] influences = new double[rows.size()][];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble((Integer i) -> score.applyAsDouble(rows.get(i)))
                .thenComparing(i -> rows.get(i).label()));
        for (int from = 0; from < order.size(); ) {
            double tied = score.applyAsDouble(rows.get(order.get(from)));
            int to = from;
            while (to < order.size() && score.applyAsDouble(rows.get(order.get(to))) == tied) {
                Row row = rows.get(order.get(to++));
                influence.add(tied, row.label(), row.weight());
            }
            for (; from < to; from++) {
                influences[order.get(from)] =
                        influence.of(rows.get(order.get(from)).label());
            }
        }
        return List.of(influences);
    }

    private RankInfluence influence(ToDoubleFunction<Row> score) {
        if (statistics.get(0).isOfClasses()) {
            return new CurveInfluence(weight(1), weight(0), statistics, summary(score));
        }
        CorrelationInfluence influence = new CorrelationInfluence(statistics);
        ascending(Row::label).forEach(row -> influence.addLabel(row.label(), row.weight()));
        ascending(score).forEach(row -> influence.addFirst(score.applyAsDouble(row), row.label(), row.weight()));
        return influence;
    }

    /** The candidate's value of a statistic, with its standard error. */
    public RankEstimate estimate(int statistic) {
        List<CostTally> tallies = new ArrayList<>();
        List<double[]> influences = influences(Row::candidate);
        for (int i = 0; i < statistics.get(statistic).tallies(); i++) {
            CostTally tally = new CostTally();
            for (List<Integer> unit : units(i).values()) {
                UnitSums sums = new UnitSums();
                unit.forEach(row ->
                        sums.add(influences.get(row)[statistic], rows.get(row).weight()));
                tally.addUnit(sums);
            }
            tallies.add(tally);
        }
        return new RankEstimate(
                statistics.get(statistic), summary(Row::candidate).value(statistic), rows.size(), tallies);
    }

    /** Both values of a statistic, with the standard error of their difference. */
    public PairedRanks paired(int statistic) {
        List<PairTally> tallies = new ArrayList<>();
        List<double[]> ours = influences(Row::candidate);
        List<double[]> theirs = influences(Row::baseline);
        for (int i = 0; i < statistics.get(statistic).tallies(); i++) {
            PairTally tally = new PairTally();
            for (List<Integer> unit : units(i).values()) {
                UnitSums candidate = new UnitSums();
                UnitSums baseline = new UnitSums();
                for (int row : unit) {
                    candidate.add(ours.get(row)[statistic], rows.get(row).weight());
                    baseline.add(theirs.get(row)[statistic], rows.get(row).weight());
                }
                tally.addUnit(candidate, baseline);
            }
            tallies.add(tally);
        }
        return new PairedRanks(
                statistics.get(statistic),
                summary(Row::candidate).value(statistic),
                summary(Row::baseline).value(statistic),
                tallies);
    }

    /** The rows of every unit: all of them, those with positives, those with negatives. */
    private Map<String, List<Integer>> units(int tally) {
        Map<String, List<Integer>> units = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            if (tally == 0 || rows.get(i).label() == 2 - tally) {
                units.computeIfAbsent(rows.get(i).unit(), unit -> new ArrayList<>())
                        .add(i);
            }
        }
        return units;
    }

    /** Rows that are units of their own, of weight 1. */
    public static List<Row> rows(double[] labels, double[] candidate, double[] baseline) {
        Row[] rows = new Row[labels.length];
        Arrays.setAll(rows, i -> new Row("row " + i, labels[i], candidate[i], baseline[i], 1));
        return List.of(rows);
    }
}
