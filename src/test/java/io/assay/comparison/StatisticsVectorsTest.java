package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.assay.comparison.Vectors.Vector;
import io.assay.cost.Aggregate;
import io.assay.cost.Cost;
import io.assay.cost.CostTally;
import io.assay.cost.Discordance;
import io.assay.cost.ExactSum;
import io.assay.cost.Interval;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairTally;
import io.assay.cost.StudentT;
import io.assay.cost.UnitSums;
import io.assay.cost.Wilson;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Holds tallies, intervals, tests and verdicts against reference values of other programs. */
class StatisticsVectorsTest {

    private static final double Z95 = StudentT.normalUpperPoint(0.025);
    private static final ComparisonKey KEY =
            new ComparisonKey(Cell.ALL, "loss", Aggregate.MEAN, Direction.LOWER, "baseline", "candidate");

    private static final Map<String, Consumer<Vector>> CHECKS = Map.ofEntries(
            Map.entry("exact_sum", StatisticsVectorsTest::exactSum),
            Map.entry("moments", StatisticsVectorsTest::moments),
            Map.entry("welch", StatisticsVectorsTest::welch),
            Map.entry("paired_t", StatisticsVectorsTest::pairedT),
            Map.entry("tost_paired", StatisticsVectorsTest::equivalence),
            Map.entry("weighted_mean", StatisticsVectorsTest::weightedMean),
            Map.entry("cluster_mean", StatisticsVectorsTest::clusterMean),
            Map.entry("delta_ratio", StatisticsVectorsTest::deltaRatio),
            Map.entry("wilson", StatisticsVectorsTest::wilson),
            Map.entry("newcombe_independent", StatisticsVectorsTest::independentProportions),
            Map.entry("paired_proportions", StatisticsVectorsTest::pairedProportions),
            Map.entry("multiplicity", StatisticsVectorsTest::holm),
            Map.entry("sample_size", StatisticsVectorsTest::sampleSize),
            Map.entry("verdict", StatisticsVectorsTest::verdict),
            Map.entry("identical", StatisticsVectorsTest::identical),
            Map.entry("zero_variance", StatisticsVectorsTest::zeroVariance),
            Map.entry("nan_intersection", StatisticsVectorsTest::intersection),
            Map.entry("average_of_averages", StatisticsVectorsTest::averageOfAverages));

    /** Kinds that no class of these packages computes. */
    private static final Set<String> ELSEWHERE = Set.of(
            "robust_location",
            "confusion_delta",
            "delong",
            "calibration",
            "hierarchical",
            "shrinkage",
            "confidence_sequence",
            "empirical_bernstein_cs",
            "kitagawa",
            "kitagawa_new_slice",
            "sliceline",
            "ema",
            "plateau",
            "early_stop",
            "power_law",
            "hash_poisson",
            "poisson_bootstrap");

    @TestFactory
    List<DynamicTest> agreesWithTheReference() {
        return Vectors.all().stream()
                .filter(vector -> !ELSEWHERE.contains(vector.kind()))
                .map(vector -> DynamicTest.dynamicTest(vector.id(), () -> CHECKS.getOrDefault(
                                vector.kind(), unknown -> fail("no check for the kind " + unknown.kind()))
                        .accept(vector)))
                .toList();
    }

    private static void exactSum(Vector vector) {
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
    private static void moments(Vector vector) {
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
        vector.check("/count", cost.rows());
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

    private static void welch(Vector vector) {
        CostTally candidate = rows(vector.numbers("candidate"));
        CostTally baseline = rows(vector.numbers("baseline"));
        WelchTest welch = new WelchTest(Aggregate.MEAN, candidate, baseline);
        StudentEvidence evidence = (StudentEvidence) welch.evidence(Units.ROWS);
        vector.check("/diff", evidence.difference());
        vector.check("/t", evidence.difference() / evidence.standardError());
        vector.check("/df", evidence.degreesOfFreedom());
        vector.check("/p", evidence.pValue());
        vector.check("/ci/0", evidence.lower(0.025));
        vector.check("/ci/1", evidence.upper(0.025));
        Comparison comparison = new Comparer(ComparisonSettings.DEFAULT).unpaired(KEY, candidate, baseline, Units.ROWS);
        vector.check("/diff", comparison.difference());
        vector.check("/p", comparison.pValue());
    }

    private static void pairedT(Vector vector) {
        PairTally tally = pairs(vector.numbers("candidate"), vector.numbers("baseline"));
        PairEstimate estimate = Aggregate.MEAN.estimate(tally);
        StudentEvidence student = student(tally);
        vector.check("/diff", estimate.difference());
        vector.check("/se", estimate.standardError());
        vector.check("/t", estimate.difference() / estimate.standardError());
        vector.check("/df", student.degreesOfFreedom());
        vector.check("/p", student.pValue());
        vector.check("/ci/0", student.lower(0.025));
        vector.check("/ci/1", student.upper(0.025));
        vector.check("/skew", estimate.skewness());
        SkewGuard guard = new SkewGuard(student, estimate.skewness(), tally.units());
        vector.check("/hall_ci/0", guard.hallLower(0.025));
        vector.check("/hall_ci/1", guard.hallUpper(0.025));
        Comparison comparison = new Comparer(ComparisonSettings.DEFAULT).paired(KEY, tally, Units.ROWS);
        vector.check("/p", comparison.pValue());
        vector.check("/se", comparison.standardError());
    }

    private static void equivalence(Vector vector) {
        StudentEvidence student = student(pairs(vector.numbers("candidate"), vector.numbers("baseline")));
        double low = vector.number("low");
        double high = vector.number("upp");
        double alpha = vector.number("alpha");
        vector.check("/df", student.degreesOfFreedom());
        vector.check("/p_low", student.atMost(low));
        vector.check("/p_upp", student.atLeast(high));
        vector.check("/p", Math.max(student.atMost(low), student.atLeast(high)));
        assertThat(student.lower(alpha) > low && student.upper(alpha) < high)
                .as(vector.id())
                .isEqualTo(vector.expected().get("equivalent").asBoolean());
    }

    private static void weightedMean(Vector vector) {
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

    private static void clusterMean(Vector vector) {
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
        StudentEvidence student = student(tally);
        vector.check("/mean", student.difference());
        vector.check(standardError, student.standardError());
        vector.check("/df", student.degreesOfFreedom());
        vector.check("/p", student.pValue());
        vector.check("/ci/0", student.lower(0.025));
        vector.check("/ci/1", student.upper(0.025));
    }

    private static void deltaRatio(Vector vector) {
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
        vector.check("/units", absolute.units());
        PairEstimate mean = Aggregate.MEAN.estimate(absolute);
        checkMetric(vector, "mean_difference", mean.difference(), mean.standardError());
        checkMetric(vector, "relative_change_mae", mean.relative(), mean.relativeStandardError());
        PairEstimate root = Aggregate.ROOT.estimate(squared);
        checkMetric(vector, "rmse_difference", root.difference(), root.standardError());
        checkCost(vector, "rmse_candidate", Aggregate.ROOT, squaredCost);
        PairEstimate wmape = Aggregate.RATIO.estimate(ratio);
        checkMetric(vector, "wmape_difference", wmape.difference(), wmape.standardError());
        checkCost(vector, "wmape_candidate", Aggregate.RATIO, ratioCost);
        PairEstimate exponential = Aggregate.EXPONENTIAL.estimate(absolute);
        vector.check("/metrics/exp_mean_ratio/value", 1 + exponential.relative());
        vector.check("/metrics/exp_mean_ratio/se", exponential.relativeStandardError());
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

    private static void wilson(Vector vector) {
        double count = vector.number("count");
        double n = vector.number("n");
        Interval interval = Wilson.interval(count, n, Z95);
        vector.check("/wilson/0", interval.lower());
        vector.check("/wilson/1", interval.upper());
        CostTally tally = new CostTally();
        for (int i = 0; i < n; i++) {
            tally.addRow(i < count ? 1 : 0, 1);
            tally.addRowAsUnit(i < count ? 1 : 0, 1);
        }
        Cost cost = Cost.of(Cell.ALL, "v", "zero_one_loss", Aggregate.MEAN, Direction.LOWER, tally);
        vector.check("/wilson/0", cost.lower());
        vector.check("/wilson/1", cost.upper());
    }

    private static void independentProportions(Vector vector) {
        NewcombeEvidence evidence = NewcombeEvidence.independent(
                vector.number("k1"), vector.number("n1"), vector.number("k2"), vector.number("n2"));
        vector.check("/ci/0", evidence.interval(Z95).lower());
        vector.check("/ci/1", evidence.interval(Z95).upper());
        vector.check("/ci/0", evidence.lower(0.025));
        vector.check("/ci/1", evidence.upper(0.025));
    }

    private static void pairedProportions(Vector vector) {
        Discordance counts = new Discordance(
                (long) vector.number("both"),
                (long) vector.number("first_only"),
                (long) vector.number("second_only"),
                (long) vector.number("neither"));
        PairTally tally = new PairTally();
        add(tally, 1, 1, counts.both());
        add(tally, 1, 0, counts.candidateOnly());
        add(tally, 0, 1, counts.baselineOnly());
        add(tally, 0, 0, counts.neither());
        assertThat(tally.discordance()).isEqualTo(counts);
        Comparison comparison = new Comparer(ComparisonSettings.DEFAULT).paired(KEY, tally, Units.ROWS);
        vector.check("/diff", comparison.difference());
        vector.check("/mcnemar_exact_p", comparison.pValue());
        if (vector.expected().has("newcombe_ci")) {
            NewcombeEvidence evidence = NewcombeEvidence.paired(counts);
            vector.check("/newcombe_ci/0", evidence.interval(Z95).lower());
            vector.check("/newcombe_ci/1", evidence.interval(Z95).upper());
        }
    }

    private static void holm(Vector vector) {
        double alpha = vector.number("alpha");
        double[] adjusted = Holm.adjusted(vector.numbers("p"));
        for (int i = 0; i < adjusted.length; i++) {
            vector.check("/holm/adjusted/" + i, adjusted[i]);
            assertThat(adjusted[i] <= alpha)
                    .as("%s reject %d", vector.id(), i)
                    .isEqualTo(vector.expected().at("/holm/reject/" + i).asBoolean());
        }
    }

    private static void sampleSize(Vector vector) {
        double sd = vector.number("sd");
        double margin = vector.number("margin");
        double alpha = vector.number("alpha");
        double power = vector.number("power");
        double assumed = vector.number("assumed_true_diff");
        vector.check("/n_noninferiority", Math.ceil(SampleSize.nonInferiority(sd, margin, assumed, alpha, power)));
        vector.check("/n_equivalence_at_zero", Math.ceil(SampleSize.equivalence(sd, margin, alpha, power)));
    }

    private static void verdict(Vector vector) {
        Finding finding = vector.input().get("reliable").asBoolean()
                ? DecisionTable.finding(
                        new Interval(vector.number("lower"), vector.number("upper")), vector.number("margin"))
                : Finding.UNRELIABLE;
        checkFinding(vector, finding);
    }

    private static void identical(Vector vector) {
        PairTally tally = pairs(vector.numbers("candidate"), vector.numbers("baseline"));
        Comparison comparison = comparer(vector).paired(KEY, tally, Units.ROWS);
        vector.check("/diff", comparison.difference());
        vector.check("/se", comparison.standardError());
        vector.check("/p", comparison.pValue());
        vector.check("/ci/0", comparison.lower());
        vector.check("/ci/1", comparison.upper());
        checkFinding(vector, comparison.finding());
    }

    private static void zeroVariance(Vector vector) {
        double[] d = vector.numbers("d");
        PairTally tally = pairs(d, new double[d.length]);
        Comparison comparison = comparer(vector).paired(KEY, tally, Units.ROWS);
        vector.check("/diff", comparison.difference());
        vector.check("/se", comparison.standardError());
        checkFinding(vector, comparison.finding());
        if (vector.expected().has("ci")) {
            vector.check("/ci/0", comparison.lower());
            vector.check("/ci/1", comparison.upper());
            vector.check("/p", comparison.pValue());
        }
    }

    private static void intersection(Vector vector) {
        double[] candidate = vector.numbers("candidate");
        double[] baseline = vector.numbers("baseline");
        PairTally tally = new PairTally();
        for (int i = 0; i < candidate.length; i++) {
            boolean noCandidate = Double.isNaN(candidate[i]);
            boolean noBaseline = Double.isNaN(baseline[i]);
            if (noCandidate && noBaseline) {
                tally.addBothUnscored(1);
            } else if (noCandidate) {
                tally.addCandidateUnscored(1);
            } else if (noBaseline) {
                tally.addBaselineUnscored(1);
            } else {
                tally.addPair(candidate[i], baseline[i], 1);
            }
        }
        Comparison comparison = new Comparer(ComparisonSettings.DEFAULT).paired(KEY, tally, Units.ROWS);
        vector.check("/used", comparison.rows());
        vector.check("/dropped_candidate_only", tally.candidateUnscored());
        vector.check("/dropped_baseline_only", tally.baselineUnscored());
        vector.check("/dropped_both", tally.bothUnscored());
        vector.check("/diff", comparison.difference());
        vector.check("/t", comparison.difference() / comparison.standardError());
        vector.check("/p", comparison.pValue());
    }

    private static void averageOfAverages(Vector vector) {
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

    private static void checkFinding(Vector vector, Finding finding) {
        assertThat(finding.name())
                .as(vector.id())
                .isEqualTo(vector.expected().get("label").asText());
        assertThat(finding.verdict().name())
                .as(vector.id())
                .isEqualTo(vector.expected().get("verdict").asText());
    }

    private static Comparer comparer(Vector vector) {
        return new Comparer(ComparisonSettings.DEFAULT.withMargin(Margin.absolute(vector.number("margin"))));
    }

    private static StudentEvidence student(PairTally tally) {
        PairEstimate estimate = Aggregate.MEAN.estimate(tally);
        return new StudentEvidence(estimate.difference(), estimate.standardError(), tally.units() - 1.0, "t");
    }

    private static PairTally pairs(double[] candidate, double[] baseline) {
        PairTally tally = new PairTally();
        for (int i = 0; i < candidate.length; i++) {
            tally.addPair(candidate[i], baseline[i], 1);
        }
        return tally;
    }

    private static CostTally rows(double[] losses) {
        CostTally tally = new CostTally();
        for (double loss : losses) {
            tally.addRow(loss, 1);
            tally.addRowAsUnit(loss, 1);
        }
        return tally;
    }

    private static void add(PairTally tally, double candidate, double baseline, long count) {
        for (long i = 0; i < count; i++) {
            tally.addPair(candidate, baseline, 1);
        }
    }
}
