package io.assay.comparison;

import io.assay.cost.Interval;
import io.assay.cost.LogHistogram;
import io.assay.cost.PairHistograms;
import io.assay.cost.SummedHistogram;
import io.assay.cost.TrimmedMean;

/**
 * The mean without a share at either end.
 *
 * @param trim that share, above 0 and below 0.5
 */
record TrimmedMiddle(double trim) implements Middle {

    @Override
    public double of(LogHistogram losses) {
        return TrimmedMean.ofMiddles(trim, losses);
    }

    private TrimmedMean mean(PairHistograms pairs) {
        return pairs.sums()
                .map(sums -> new TrimmedMean(trim, sums.all().runs()))
                .orElseGet(() -> new TrimmedMean(trim));
    }

    @Override
    public double ofDifferences(PairHistograms pairs) {
        return mean(pairs).value();
    }

    @Override
    public Interval bounds(SummedHistogram differences) {
        return new TrimmedMean(trim, differences.runs()).bounds();
    }

    @Override
    public Evidence evidence(PairHistograms pairs, double alpha) {
        TrimmedMean mean = mean(pairs);
        double error = mean.standardError();
        if (Double.isNaN(error)) {
            return new Evidence.None("none: too few rows for an interval");
        }
        if (error == 0) {
            return new Evidence.None("none: the " + words() + " are all equal, so their spread says nothing");
        }
        return new TrimmedEvidence(mean, "paired Tukey-McLaughlin t of the " + words());
    }

    @Override
    public double standardError(LogHistogram losses, double alpha) {
        return Double.NaN;
    }

    @Override
    public boolean isMedian() {
        return false;
    }

    @Override
    public String plural() {
        return "trimmed means";
    }

    private String words() {
        return "middle " + Figures.text(Estimand.middle(trim)) + " %";
    }
}
