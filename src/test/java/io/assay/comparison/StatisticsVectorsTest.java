package io.assay.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.comparison.Vectors.Vector;
import io.assay.cost.Aggregate;
import io.assay.cost.Cost;
import io.assay.cost.CostTally;
import io.assay.cost.DifferenceSums;
import io.assay.cost.Discordance;
import io.assay.cost.Interval;
import io.assay.cost.PairEstimate;
import io.assay.cost.PairTally;
import io.assay.cost.StudentT;
import io.assay.cost.Wilson;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Holds tallies, intervals, tests and verdicts against reference values of other programs. */
class StatisticsVectorsTest {

    private static final double Z95 = StudentT.normalUpperPoint(0.025);
    private static final ComparisonKey KEY =
            new ComparisonKey(Cell.ALL, "loss", Aggregate.MEAN, Direction.LOWER, "baseline", "candidate");

    private static final Map<String, Consumer<Vector>> CHECKS = Map.ofEntries(
            Map.entry("exact_sum", TallyChecks::exactSum),
            Map.entry("moments", TallyChecks::moments),
            Map.entry("welch", StatisticsVectorsTest::welch),
            Map.entry("paired_t", StatisticsVectorsTest::pairedT),
            Map.entry("tost_paired", StatisticsVectorsTest::equivalence),
            Map.entry("weighted_mean", TallyChecks::weightedMean),
            Map.entry("cluster_mean", TallyChecks::clusterMean),
            Map.entry("delta_ratio", TallyChecks::deltaRatio),
            Map.entry("wilson", StatisticsVectorsTest::wilson),
            Map.entry("newcombe_independent", StatisticsVectorsTest::independentProportions),
            Map.entry("paired_proportions", StatisticsVectorsTest::pairedProportions),
            Map.entry("multiplicity", StatisticsVectorsTest::holm),
            Map.entry("hierarchical", StatisticsVectorsTest::hierarchical),
            Map.entry("confidence_sequence", StatisticsVectorsTest::confidenceSequence),
            Map.entry("empirical_bernstein_cs", StatisticsVectorsTest::empiricalBernstein),
            Map.entry("shrinkage", StatisticsVectorsTest::shrinkage),
            Map.entry("sample_size", StatisticsVectorsTest::sampleSize),
            Map.entry("verdict", StatisticsVectorsTest::verdict),
            Map.entry("identical", StatisticsVectorsTest::identical),
            Map.entry("zero_variance", StatisticsVectorsTest::zeroVariance),
            Map.entry("nan_intersection", StatisticsVectorsTest::intersection),
            Map.entry("confusion_delta", TallyChecks::confusionDelta),
            Map.entry("calibration", TallyChecks::calibration),
            Map.entry("delong", RankChecks::deLong),
            Map.entry("hash_poisson", TallyChecks::buckets),
            Map.entry("robust_location", StatisticsVectorsTest::middleOfDifferences),
            Map.entry("poisson_bootstrap", ResamplingChecks::poissonBootstrap),
            Map.entry("ema", CurveChecks::movingAverage),
            Map.entry("plateau", CurveChecks::plateau),
            Map.entry("early_stop", CurveChecks::earlyStopping),
            Map.entry("power_law", CurveChecks::powerLaw),
            Map.entry("sliceline", SliceChecks::slices),
            Map.entry("kitagawa", ShiftChecks::kitagawa),
            Map.entry("kitagawa_new_slice", ShiftChecks::newSlice),
            Map.entry("average_of_averages", TallyChecks::averageOfAverages));

    @TestFactory
    List<DynamicTest> agreesWithTheReference() {
        return Vectors.all().stream()
                .map(vector -> DynamicTest.dynamicTest(vector.id(), () -> CHECKS.getOrDefault(
                                vector.kind(), unknown -> fail("no check for the kind " + unknown.kind()))
                        .accept(vector)))
                .toList();
    }

    private static void middleOfDifferences(Vector vector) {
        double[] sorted = vector.numbers("d").clone();
        Arrays.sort(sorted);
        ResamplingChecks.trimmedMean(vector, sorted);
        SignTest test = new SignTest(sorted.length);
        vector.check("/median", (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2);
        vector.check("/median_ci/0", sorted[(int) test.lowerRank(0.025)]);
        vector.check("/median_ci/1", sorted[(int) test.upperRank(0.025)]);
        long above = Arrays.stream(sorted).filter(d -> d > 0).count();
        long below = Arrays.stream(sorted).filter(d -> d < 0).count();
        vector.check("/sign_test_p", Math.min(1, 2 * Math.min(test.pValue(above), test.pValue(below))));
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
        HybridEvidence evidence = NewcombeEvidence.independent(
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
            HybridEvidence evidence = NewcombeEvidence.paired(counts);
            vector.check("/newcombe_ci/0", evidence.interval(Z95).lower());
            vector.check("/newcombe_ci/1", evidence.interval(Z95).upper());
        }
    }

    private static void hierarchical(Vector vector) {
        List<double[]> families = new ArrayList<>();
        vector.input()
                .get("families")
                .forEach(family -> families.add(IntStream.range(0, family.size())
                        .mapToDouble(i -> family.get(i).asDouble())
                        .toArray()));
        HierarchicalTests tests = new HierarchicalTests(families, vector.number("q"));
        for (int family = 0; family < families.size(); family++) {
            vector.check("/simes/" + family, tests.familyPValue(family));
            assertThat(tests.isSelected(family))
                    .as("%s family %d", vector.id(), family)
                    .isEqualTo(vector.expected().at("/selected/" + family).asBoolean());
            for (int test = 0; test < families.get(family).length; test++) {
                assertThat(tests.isRejected(family, test))
                        .as("%s test %d of family %d", vector.id(), test, family)
                        .isEqualTo(vector.expected()
                                .at("/reject/" + family + "/" + test)
                                .asBoolean());
            }
        }
    }

    private static void confidenceSequence(Vector vector) {
        SequenceChecks.delayedStart(vector);
        double alpha = vector.number("alpha");
        vector.check("/x_star", ConfidenceSequence.tuning(alpha));
        vector.check("/x_star_one_sided", ConfidenceSequence.tuning(2 * alpha));
        double anytime = 1;
        for (int i = 0; i < vector.input().get("looks").size(); i++) {
            double n = vector.input().at("/looks/" + i + "/n").asDouble();
            double mean = vector.input().at("/looks/" + i + "/mean").asDouble();
            double error = Math.sqrt(vector.input().at("/looks/" + i + "/var").asDouble() / n);
            ConfidenceSequence sequence = new ConfidenceSequence(alpha, vector.number("n_star")).at(n);
            SequentialEvidence evidence = new SequentialEvidence(mean, error, sequence, "");
            anytime = Math.min(anytime, evidence.pValue());
            String look = "/looks/" + i;
            vector.check(look + "/mixture_ci/0", mean - sequence.reach() * error);
            vector.check(look + "/mixture_ci/1", mean + sequence.reach() * error);
            vector.check(look + "/log_e", sequence.logEvidence(mean / error));
            vector.check(look + "/anytime_p", anytime);
            vector.check(look + "/log_e_positive", sequence.logEvidenceAbove(mean / error));
            vector.check(look + "/one_sided_lower", evidence.lower(alpha));
            vector.check(look + "/one_sided_upper", evidence.upper(alpha));
        }
    }

    /** Of values between 0 and 1, which are (d + 1)/2 of differences between −1 and 1; α is that of both sides. */
    private static void empiricalBernstein(Vector vector) {
        double alpha = vector.number("alpha") / 2;
        List<DifferenceSums> dates = new ArrayList<>();
        for (int i = 0; i < vector.input().get("runs").size(); i++) {
            JsonNode run = vector.input().get("runs").get(i);
            long n = run.get("n").asLong();
            double sum = run.get("sum").asDouble();
            double squares = run.get("sumsq").asDouble();
            dates.add(new DifferenceSums(n, 2 * sum - n, 4 * squares - 4 * sum + n));
            BernsteinSequence sequence = new BernsteinSequence(1, alpha, dates);
            vector.check("/lower/" + i, (sequence.lower(alpha) + 1) / 2);
            vector.check("/upper/" + i, (sequence.upper(alpha) + 1) / 2);
        }
    }

    private static void shrinkage(Vector vector) {
        double[] effects = vector.numbers("effect");
        Shrinkage shrinkage = Shrinkage.of(effects, vector.numbers("se"));
        double margin = vector.number("margin");
        vector.check("/tau2_dl", shrinkage.variance());
        vector.check("/mean", shrinkage.mean());
        for (int i = 0; i < effects.length; i++) {
            vector.check("/shrink_factor/" + i, shrinkage.factor(i));
            vector.check("/posterior_mean/" + i, shrinkage.mean(i));
            vector.check("/posterior_sd/" + i, shrinkage.deviation(i));
            vector.check("/prob_worse_than_margin/" + i, shrinkage.probabilityAbove(i, margin));
        }
        int[] worst = IntStream.range(0, effects.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -shrinkage.probabilityAbove(i, margin)))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < worst.length; i++) {
            vector.check("/rank_worst_first/" + i, worst[i]);
        }
    }

    private static void holm(Vector vector) {
        double alpha = vector.number("alpha");
        double[] adjusted = Holm.adjusted(vector.numbers("p"));
        double[] byRate = HierarchicalTests.adjusted(vector.numbers("p"));
        for (int i = 0; i < byRate.length; i++) {
            vector.check("/fdr_bh/adjusted/" + i, byRate[i]);
        }
        SequenceChecks.anyDependence(vector);
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
        SequenceChecks.unitsNeeded(vector);
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
        vector.check("/e_value", SequenceChecks.eValue(comparison));
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
        vector.check("/used", (double) comparison.rows());
        vector.check("/dropped_candidate_only", (double) tally.candidateUnscored());
        vector.check("/dropped_baseline_only", (double) tally.baselineUnscored());
        vector.check("/dropped_both", (double) tally.bothUnscored());
        vector.check("/diff", comparison.difference());
        vector.check("/t", comparison.difference() / comparison.standardError());
        vector.check("/p", comparison.pValue());
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

    static StudentEvidence student(PairTally tally) {
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
