package io.assay.comparison;

import io.assay.comparison.Vectors.Vector;
import io.assay.cost.BinPairTally;
import io.assay.cost.BinTally;
import io.assay.cost.BinnedArea;
import io.assay.cost.MetricDifference;
import io.assay.cost.MetricEstimate;
import io.assay.cost.PairEstimate;
import io.assay.cost.RankStatistic;
import io.assay.cost.RankedRows;
import io.assay.cost.ScoreEdges;
import io.assay.dimension.Cell;
import io.assay.loss.Direction;
import java.util.List;
import java.util.stream.DoubleStream;

/** Holds areas under ROC curves against reference values. */
final class RankChecks {

    private static final MetricComparer.Key KEY =
            new MetricComparer.Key(Cell.ALL, "roc_auc", Direction.HIGHER, "baseline", "candidate");

    private RankChecks() {}

    static void deLong(Vector vector) {
        RankedRows rows = new RankedRows(
                List.of(RankStatistic.area(1)),
                RankedRows.rows(vector.numbers("y"), vector.numbers("candidate"), vector.numbers("baseline")));
        MetricDifference paired = rows.paired(0).difference();
        PairEstimate estimate = paired.estimate();
        MetricEstimate candidate = rows.estimate(0).estimate();
        vector.check("/auc/0", estimate.baseline());
        vector.check("/auc/1", estimate.candidate());
        vector.check("/auc/1", candidate.value());
        double baselineVariance = Math.pow(estimate.baselineStandardError(), 2);
        double candidateVariance = Math.pow(candidate.standardError(), 2);
        vector.check("/cov/0/0", baselineVariance);
        vector.check("/cov/1/1", candidateVariance);
        vector.check("/cov/0/1", (baselineVariance + candidateVariance - Math.pow(estimate.standardError(), 2)) / 2);
        vector.check("/diff", estimate.difference());
        vector.check("/se", estimate.standardError());
        vector.check("/z", estimate.difference() / estimate.standardError());
        // One-sided bounds of 0.025 are the two-sided interval of 0.95.
        ComparisonSettings settings = new ComparisonSettings(0.025, Margin.absolute(0), 30);
        Comparison comparison = new MetricComparer(settings).paired(KEY, paired, Units.ROWS);
        vector.check("/diff", comparison.difference());
        vector.check("/se", comparison.standardError());
        vector.check("/p", comparison.pValue());
        vector.check("/ci/0", comparison.lower());
        vector.check("/ci/1", comparison.upper());
        deLongInBins(vector);
    }

    /** Where every score has a bin of its own nothing is lost. */
    private static void deLongInBins(Vector vector) {
        double[] labels = vector.numbers("y");
        double[] candidate = vector.numbers("candidate");
        double[] baseline = vector.numbers("baseline");
        ScoreEdges edges = ScoreEdges.of(DoubleStream.concat(DoubleStream.of(candidate), DoubleStream.of(baseline))
                .boxed()
                .toList());
        BinPairTally pairs = new BinPairTally(edges);
        BinTally own = new BinTally(edges);
        for (int i = 0; i < labels.length; i++) {
            BinPairTally.Say ours = new BinPairTally.Say((int) labels[i], candidate[i]);
            BinPairTally.Say theirs = new BinPairTally.Say((int) labels[i], baseline[i]);
            pairs.addRow(ours, theirs, 1);
            pairs.addUnitRow(ours, theirs, 1);
            own.addRow(ours.label(), ours.score(), 1);
            own.addUnit(1, 1 << ours.label());
        }
        MetricDifference paired = new BinnedArea().of(pairs);
        PairEstimate estimate = paired.estimate();
        MetricEstimate one = new BinnedArea().of(own);
        vector.check("/auc/0", estimate.baseline());
        vector.check("/auc/1", estimate.candidate());
        vector.check("/auc/1", one.value());
        vector.check("/cov/0/0", Math.pow(estimate.baselineStandardError(), 2));
        vector.check("/cov/1/1", Math.pow(one.standardError(), 2));
        vector.check("/diff", estimate.difference());
        vector.check("/se", estimate.standardError());
        ComparisonSettings settings = new ComparisonSettings(0.025, Margin.absolute(0), 30);
        Comparison comparison = new MetricComparer(settings).paired(KEY, paired, Units.ROWS);
        vector.check("/p", comparison.pValue());
        vector.check("/ci/0", comparison.lower());
        vector.check("/ci/1", comparison.upper());
    }
}
