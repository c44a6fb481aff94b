package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.assay.comparison.Vectors.Vector;
import io.assay.cost.Aggregate;
import io.assay.cost.Buckets;
import io.assay.cost.Cost;
import io.assay.cost.CostTally;
import io.assay.cost.ExactSum;
import io.assay.cost.MetricBasis;
import io.assay.cost.MetricCatalogue;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairTally;
import io.assay.cost.PoissonDraws;
import io.assay.cost.ReliabilityTally;
import io.assay.cost.StudentT;
import io.assay.cost.UnitSums;
import io.assay.cost.VectorPairTally;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.Map;
import java.util.TreeMap;

/** Checks of what tallies hold: sums, moments, costs and their standard errors. */
final class TallyChecks {

    private TallyChecks() {}

    static void exactSum(Vector vector) {
        double[] x = vector.numbers("x");
        double[] order = vector.numbers("permutation");
        double[] partitions = vector.numbers("partitions");
        ExactSum[] sums = {new ExactSum(), new ExactSum(), new ExactSum(), new ExactSum(), new ExactSum()};
        ExactSum squares = new ExactSum();
        for (double place : order) {
            sums[(int) partitions[(int) place]].add(x[(int) place]);
            squares.addProduct(x[(int) place], x[(int) place]);
        }
        for (int i = 0; i < 4; i++) {
            sums[4].add(sums[i]);
        }
        vector.check("/sum", sums[4].value());
        assertThat(sums[4].value())
                .isEqualTo(Double.parseDouble(vector.expected().get("sum_hex").asText()));
        vector.check("/sum_of_squares", squares.value());
    }

    /** Weights here are frequencies, so a row of weight 3 is three rows; the tallies of four partitions are merged. */
    static void moments(Vector vector) {
        double[] x = vector.numbers("x");
        double[] w = vector.numbers("w");
        double[] partition = vector.numbers("partition");
        CostTally[] costs = {new CostTally(), new CostTally(), new CostTally(), new CostTally()};
        PairTally pairs = new PairTally();
        PairTally weights = new PairTally();
        for (int i = 0; i < x.length; i++) {
            costs[(int) partition[i]].addRow(x[i], w[i]);
            weights.addPair(0, 0, w[i]);
            for (int copy = 0; copy < w[i]; copy++) {
                costs[(int) partition[i]].addRowAsUnit(x[i], 1);
                pairs.addPair(x[i], 0, 1);
            }
        }
        CostTally cost = new CostTally();
        for (CostTally part : costs) {
            cost.add(part);
        }
        vector.check("/count", (double) cost.rows());
        vector.check("/sum_w", cost.weight());
        vector.check("/mean", Aggregate.MEAN.value(cost));
        double n = cost.units();
        double variance = Math.pow(Aggregate.MEAN.standardError(cost), 2) * n;
        vector.check("/var_frequency", variance);
        vector.check("/var_population", variance * (n - 1) / n);
        vector.check("/M2", variance * (n - 1));
        vector.check("/ess_kish", weights.effectiveUnits());
        vector.check("/var_reliability", variance * (n - 1) / (n - n / weights.effectiveUnits()));
        vector.check("/skew", Aggregate.MEAN.estimate(pairs).skewness());
    }

    static void weightedMean(Vector vector) {
        double[] d = vector.numbers("d");
        double[] w = vector.numbers("w");
        PairTally tally = new PairTally();
        CostTally cost = new CostTally();
        for (int i = 0; i < d.length; i++) {
            tally.addPair(d[i], 0, w[i]);
            cost.addRow(d[i], w[i]);
            cost.addRowAsUnit(d[i], w[i]);
        }
        checkMean(vector, tally, "/se");
        vector.check("/ess_kish", tally.effectiveUnits());
        vector.check("/ess_kish", cost.effectiveUnits());
        Cost line = Cost.of(Cell.ALL, "v", "d", Aggregate.MEAN, Direction.LOWER, cost);
        vector.check("/mean", line.cost());
        vector.check("/se", line.standardError());
        vector.check("/ci/0", line.lower());
        vector.check("/ci/1", line.upper());
    }

    static void clusterMean(Vector vector) {
        double[] d = vector.numbers("d");
        double[] w = vector.numbers("w");
        double[] cluster = vector.numbers("cluster");
        double[] partition = vector.numbers("partition");
        // Rows of a cluster arrive in four partitions and meet before the unit is handed over.
        Map<Double, UnitSums> clusters = new TreeMap<>();
        Map<Double, UnitSums> zeros = new TreeMap<>();
        for (int part = 0; part < 4; part++) {
            Map<Double, UnitSums> here = new TreeMap<>();
            for (int i = 0; i < d.length; i++) {
                if (partition[i] == part) {
                    here.computeIfAbsent(cluster[i], key -> new UnitSums()).add(d[i], w[i]);
                    zeros.computeIfAbsent(cluster[i], key -> new UnitSums()).add(0, w[i]);
                }
            }
            here.forEach((key, sums) ->
                    clusters.computeIfAbsent(key, unit -> new UnitSums()).add(sums));
        }
        PairTally tally = new PairTally();
        clusters.forEach((key, unit) -> tally.addUnit(unit, zeros.getOrDefault(key, new UnitSums())));
        checkMean(vector, tally, "/se_cr1");
        double units = tally.units();
        vector.check("/se_cr0", Aggregate.MEAN.estimate(tally).standardError() * Math.sqrt((units - 1) / units));
        vector.check("/kish_clusters", tally.effectiveUnits());
    }

    private static void checkMean(Vector vector, PairTally tally, String standardError) {
        StudentEvidence student = StatisticsVectorsTest.student(tally);
        vector.check("/mean", student.difference());
        vector.check(standardError, student.standardError());
        vector.check("/df", student.degreesOfFreedom());
        vector.check("/p", student.pValue());
        vector.check("/ci/0", student.lower(0.025));
        vector.check("/ci/1", student.upper(0.025));
    }

    static void deltaRatio(Vector vector) {
        PairTally absolute = new PairTally();
        PairTally squared = new PairTally();
        PairTally ratio = new PairTally();
        CostTally absoluteCost = new CostTally();
        CostTally squaredCost = new CostTally();
        CostTally ratioCost = new CostTally();
        double[] y = vector.numbers("y");
        double[] candidate = vector.numbers("pred_candidate");
        double[] baseline = vector.numbers("pred_baseline");
        double[] w = vector.numbers("w");
        double[] cluster = vector.numbers("cluster");
        Map<Double, UnitSums[]> units = new TreeMap<>();
        for (int i = 0; i < y.length; i++) {
            UnitSums[] sums = units.computeIfAbsent(cluster[i], key -> new UnitSums[] {
                new UnitSums(), new UnitSums(), new UnitSums(), new UnitSums(), new UnitSums(), new UnitSums()
            });
            double c = Math.abs(candidate[i] - y[i]);
            double b = Math.abs(baseline[i] - y[i]);
            sums[0].add(c, w[i]);
            sums[1].add(b, w[i]);
            sums[2].add(c * c, w[i]);
            sums[3].add(b * b, w[i]);
            sums[4].add(c, w[i], Math.abs(y[i]));
            sums[5].add(b, w[i], Math.abs(y[i]));
        }
        for (UnitSums[] sums : units.values()) {
            absolute.addUnit(sums[0], sums[1]);
            squared.addUnit(sums[2], sums[3]);
            ratio.addUnit(sums[4], sums[5]);
            absoluteCost.addUnit(sums[0]);
            squaredCost.addUnit(sums[2]);
            ratioCost.addUnit(sums[4]);
        }
        vector.check("/units", (double) absolute.units());
        PairEstimate mean = Aggregate.MEAN.estimate(absolute);
        checkMetric(vector, "mean_difference", mean.difference(), mean.standardError());
        checkMetric(vector, "relative_change_mae", mean.relative(), mean.relativeStandardError());
        RelativeChange change = RelativeChange.of(mean);
        checkMetric(vector, "log_ratio_mae", change.logRatio(), change.logRatioStandardError());
        double t = StudentT.upperPoint(0.025, vector.expected().get("df").asDouble());
        vector.check("/metrics/log_ratio_mae/ci/0", Math.log1p(change.bounds(t).lower()));
        vector.check("/metrics/log_ratio_mae/ci/1", Math.log1p(change.bounds(t).upper()));
        PairEstimate root = Aggregate.ROOT.estimate(squared);
        checkMetric(vector, "rmse_difference", root.difference(), root.standardError());
        checkCost(vector, "rmse_candidate", Aggregate.ROOT, squaredCost);
        PairEstimate wmape = Aggregate.RATIO.estimate(ratio);
        checkMetric(vector, "wmape_difference", wmape.difference(), wmape.standardError());
        checkCost(vector, "wmape_candidate", Aggregate.RATIO, ratioCost);
        PairEstimate exponential = Aggregate.EXPONENTIAL.estimate(absolute);
        vector.check("/metrics/exp_mean_ratio/value", 1 + exponential.relative());
        vector.check("/metrics/exp_mean_ratio/se", exponential.relativeStandardError());
        checkMetric(vector, "exp_mean_ratio", 1 + exponential.relative(), exponential.relativeStandardError());
        checkCost(vector, "exp_mean_candidate", Aggregate.EXPONENTIAL, absoluteCost);
    }

    private static void checkMetric(Vector vector, String name, double value, double standardError) {
        double df = vector.expected().get("df").asDouble();
        StudentEvidence student = new StudentEvidence(value, standardError, df, "t");
        vector.check("/metrics/" + name + "/value", value);
        vector.check("/metrics/" + name + "/se", standardError);
        vector.check("/metrics/" + name + "/ci/0", student.lower(0.025));
        vector.check("/metrics/" + name + "/ci/1", student.upper(0.025));
    }

    private static void checkCost(Vector vector, String name, Aggregate aggregate, CostTally tally) {
        Cost cost = Cost.of(Cell.ALL, "v", name, aggregate, Direction.LOWER, tally);
        vector.check("/metrics/" + name + "/value", cost.cost());
        vector.check("/metrics/" + name + "/se", cost.standardError());
        vector.check("/metrics/" + name + "/ci/0", cost.lower());
        vector.check("/metrics/" + name + "/ci/1", cost.upper());
    }

    static void averageOfAverages(Vector vector) {
        CostTally losses = new CostTally();
        CostTally squares = new CostTally();
        vector.input().get("partitions").forEach(partition -> {
            CostTally part = new CostTally();
            CostTally squaredPart = new CostTally();
            partition.forEach(x -> {
                part.addRowAsUnit(x.asDouble(), 1);
                squaredPart.addRowAsUnit(x.asDouble() * x.asDouble(), 1);
            });
            losses.add(part);
            squares.add(squaredPart);
        });
        vector.check("/mean", Aggregate.MEAN.value(losses));
        vector.check("/rmse", Aggregate.ROOT.value(squares));
    }

    static void confusionDelta(Vector vector) {
        double[] labels = vector.numbers("y");
        double[] candidate = vector.numbers("candidate");
        double[] baseline = vector.numbers("baseline");
        VectorPairTally tally = new VectorPairTally(MetricBasis.DECISIONS);
        for (int i = 0; i < labels.length; i++) {
            tally.addUnit((int) (2 * labels[i] + candidate[i]), (int) (2 * labels[i] + baseline[i]));
        }
        PairEstimate estimate =
                MetricCatalogue.smooth(vector.input().get("metric").asText(), 1).estimate(tally);
        vector.check("/candidate", estimate.candidate());
        vector.check("/baseline", estimate.baseline());
        vector.check("/diff", estimate.difference());
        vector.check("/se", estimate.standardError());
    }

    static void calibration(Vector vector) {
        double[] labels = vector.numbers("y");
        double[] probabilities = vector.numbers("p");
        ReliabilityTally tally = new ReliabilityTally((int) vector.number("bins"));
        for (int i = 0; i < labels.length; i++) {
            tally.add(labels[i], probabilities[i], 1);
        }
        vector.check("/ece", tally.expectedError());
        vector.check("/ece_debiased", tally.debiasedError());
        vector.check("/l2_squared", tally.squaredError());
        vector.check("/l2_squared_debiased", tally.debiasedSquaredError());
    }

    /** Of a Poisson bootstrap's vectors what buckets and halves share with it: the hash and the key of a unit. */
    static void buckets(Vector vector) {
        long seed = (long) vector.number("seed");
        int buckets = (int) vector.number("buckets");
        for (int i = 0; i < vector.input().get("unit_ids").size(); i++) {
            String unit = vector.input().get("unit_ids").get(i).asText();
            assertThat(String.format("%016x", Buckets.hash(unit)))
                    .isEqualTo(vector.expected().at("/xxh64_hex/" + i).asText());
            assertThat(String.format("%016x", Buckets.key(unit, seed)))
                    .isEqualTo(vector.expected().at("/keys_hex/" + i).asText());
            vector.check("/bucket/" + i, Buckets.of(unit, buckets, seed));
            vector.check("/holdout_half/" + i, Buckets.half(unit, seed));
            PoissonDraws draws = new PoissonDraws(unit, seed);
            for (int replicate = 0; replicate < (int) vector.number("replicates"); replicate++) {
                vector.check("/counts/" + i + "/" + replicate, draws.in(replicate));
            }
        }
    }
}
