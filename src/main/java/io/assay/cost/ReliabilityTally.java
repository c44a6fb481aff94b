package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How often the positive class came true where it was given a probability: by bins of equal width, [k/B, (k+1)/B), the
 * last one closed. Sums are exact.
 */
public final class ReliabilityTally implements MetricTally {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final Bin[] bins;
    private final RowWeights rows = new RowWeights();

    ReliabilityTally(int bins) {
        this.bins = new Bin[bins];
        Arrays.setAll(this.bins, i -> new Bin());
    }

    /** Adds a row: a label that is 0 or 1, and the probability of 1, in [0, 1]. */
    public void add(double label, double probability, double weight) {
        rows.add(weight);
        Bin bin = bins[Math.min((int) (probability * bins.length), bins.length - 1)];
        bin.rows++;
        if (weight > 0) {
            bin.weight.add(weight);
            bin.squares.addProduct(weight, weight);
            bin.predicted.addProduct(weight, probability);
            bin.observed.addProduct(weight, label);
        }
    }

    @Override
    public void addUnscored() {
        rows.addUnscored();
    }

    @Override
    public void add(MetricTally tally) {
        ReliabilityTally other = (ReliabilityTally) tally;
        rows.add(other.rows);
        for (int i = 0; i < bins.length; i++) {
            bins[i].add(other.bins[i]);
        }
    }

    @Override
    public long rows() {
        return rows.rows();
    }

    @Override
    public long unscored() {
        return rows.unscored();
    }

    @Override
    public double weight() {
        return rows.weight();
    }

    /** Σ (n_b/n)·|ȳ − p̄|, the expected calibration error. It is biased upwards; see {@link #debiasedError}. */
    public double expectedError() {
        return mean(bins(), bin -> Math.abs(bin.gap()));
    }

    /** max |ȳ − p̄| over bins with rows, the maximum calibration error; NaN without rows. */
    public double maximumError() {
        return bins().stream().mapToDouble(bin -> Math.abs(bin.gap())).max().orElse(Double.NaN);
    }

    /** Σ (n_b/n)·(ȳ − p̄)², the squared calibration error. It is biased upwards. */
    public double squaredError() {
        return mean(bins(), bin -> bin.gap() * bin.gap());
    }

    /** Σ (n_b/n)·((ȳ − p̄)² − v) with v = ȳ(1−ȳ)/(n_b−1): unbiased, and so below 0 now and then. */
    public double debiasedSquaredError() {
        return mean(bins(), bin -> bin.gap() * bin.gap() - variance(bin));
    }

    /**
     * Σ (n_b/n)·max(0, 2|Δ| − E|N(Δ,v)|) with Δ = ȳ − p̄ and v = ȳ(1−ȳ)/(n_b−1), after Kumar et al. (2019): what is left
     * of the expected calibration error when what chance alone would show is taken off. n_b is Kish's effective number of
     * rows where weights differ.
     */
    public double debiasedError() {
        return mean(bins(), ReliabilityTally::debiased);
    }

    private static double debiased(ReliabilityBin bin) {
        double gap = Math.abs(bin.gap());
        double variance = variance(bin);
        if (variance == 0) {
            return gap;
        }
        double deviation = Math.sqrt(variance);
        double chance = deviation * Math.sqrt(2 / Math.PI) * StrictMath.exp(-gap * gap / (2 * variance))
                + gap * (1 - 2 * NORMAL.cumulativeProbability(-gap / deviation));
        return Math.max(0, 2 * gap - chance);
    }

    /** Of the share observed in a bin; 0 where a single row tells nothing of it. */
    private static double variance(ReliabilityBin bin) {
        double spread = bin.observed() * (1 - bin.observed());
        return spread > 0 ? spread / (bin.effectiveRows() - 1) : 0;
    }

    private interface OfBin {
        double value(ReliabilityBin bin);
    }

    private static double mean(List<ReliabilityBin> bins, OfBin value) {
        double sum = 0;
        double weight = 0;
        for (ReliabilityBin bin : bins) {
            sum += bin.weight() * value.value(bin);
            weight += bin.weight();
        }
        return sum / weight;
    }

    /** The bins with a weight, from the lowest probabilities up. */
    public List<ReliabilityBin> bins() {
        List<ReliabilityBin> filled = new ArrayList<>();
        for (int i = 0; i < bins.length; i++) {
            double weight = bins[i].weight.value();
            if (weight > 0) {
                filled.add(new ReliabilityBin(
                        (double) i / bins.length,
                        (i + 1.0) / bins.length,
                        bins[i].rows,
                        weight,
                        bins[i].weight
                                .dyadic()
                                .squared()
                                .over(bins[i].squares.dyadic())
                                .value(),
                        quotient(bins[i].predicted, bins[i].weight),
                        quotient(bins[i].observed, bins[i].weight)));
            }
        }
        return filled;
    }

    private static double quotient(ExactSum part, ExactSum whole) {
        return part.dyadic().over(whole.dyadic()).value();
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(bins.length);
        rows.writeTo(out);
        for (Bin bin : bins) {
            VariableLength.write(out, bin.rows);
            bin.weight.writeTo(out);
            bin.squares.writeTo(out);
            bin.predicted.writeTo(out);
            bin.observed.writeTo(out);
        }
    }

    static ReliabilityTally readFrom(DataInput in) throws IOException {
        ReliabilityTally tally = new ReliabilityTally(in.readInt());
        tally.rows.read(in);
        for (Bin bin : tally.bins) {
            bin.rows = VariableLength.read(in);
            bin.weight.add(ExactSum.readFrom(in));
            bin.squares.add(ExactSum.readFrom(in));
            bin.predicted.add(ExactSum.readFrom(in));
            bin.observed.add(ExactSum.readFrom(in));
        }
        return tally;
    }

    /** The sums of one bin. */
    private static final class Bin {
        private long rows;
        private final ExactSum weight = new ExactSum();
        private final ExactSum squares = new ExactSum();
        private final ExactSum predicted = new ExactSum();
        private final ExactSum observed = new ExactSum();

        void add(Bin other) {
            rows += other.rows;
            weight.add(other.weight);
            squares.add(other.squares);
            predicted.add(other.predicted);
            observed.add(other.observed);
        }
    }
}
