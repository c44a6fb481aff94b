package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How often the positive class came true where it was given a probability: by bins of equal width, [k/B, (k+1)/B), the
 * last one closed. Sums are exact.
 */
public final class ReliabilityTally implements RowTally {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final int number;
    private final SortedMap<Integer, Bin> bins = new TreeMap<>();

    /** A tally of no rows in so many bins. */
    public ReliabilityTally(int bins) {
        this.number = bins;
    }

    /** Adds a row: a label that is 0 or 1, and the probability of 1, in [0, 1]. */
    public void add(double label, double probability, double weight) {
        Weight.check(weight);
        Bin bin = bin(Math.min((int) (probability * number), number - 1));
        bin.rows++;
        if (weight > 0) {
            bin.weight.add(weight);
            bin.squares.addProduct(weight, weight);
            bin.predicted.addProduct(weight, probability);
            bin.observed.addProduct(weight, label);
        }
    }

    private Bin bin(int place) {
        return bins.computeIfAbsent(place, key -> new Bin());
    }

    @Override
    public int entries() {
        return bins.size();
    }

    @Override
    public void add(RowTally other) {
        ((ReliabilityTally) other).bins.forEach((place, theirs) -> bin(place).add(theirs));
    }

    @Override
    public void subtract(RowTally other) {
        ((ReliabilityTally) other).bins.forEach((place, theirs) -> bin(place).subtract(theirs));
        bins.values().removeIf(bin -> bin.rows == 0);
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
        bins.forEach((place, bin) -> {
            double weight = bin.weight.value();
            if (weight > 0) {
                filled.add(new ReliabilityBin(
                        (double) place / number,
                        (place + 1.0) / number,
                        bin.rows,
                        weight,
                        bin.weight.dyadic().squared().over(bin.squares.dyadic()).value(),
                        quotient(bin.predicted, bin.weight),
                        quotient(bin.observed, bin.weight)));
            }
        });
        return filled;
    }

    private static double quotient(ExactSum part, ExactSum whole) {
        return part.dyadic().over(whole.dyadic()).value();
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, bins.size());
        for (var place : bins.entrySet()) {
            Bin bin = place.getValue();
            VariableLength.write(out, place.getKey());
            VariableLength.write(out, bin.rows);
            bin.weight.writeTo(out);
            bin.squares.writeTo(out);
            bin.predicted.writeTo(out);
            bin.observed.writeTo(out);
        }
    }

    @Override
    public void read(DataInput in) throws IOException {
        for (long n = VariableLength.read(in); n > 0; n--) {
            Bin bin = bin((int) VariableLength.read(in));
            bin.rows += VariableLength.read(in);
            bin.weight.add(ExactSum.readFrom(in));
            bin.squares.add(ExactSum.readFrom(in));
            bin.predicted.add(ExactSum.readFrom(in));
            bin.observed.add(ExactSum.readFrom(in));
        }
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

        void subtract(Bin other) {
            rows -= other.rows;
            weight.subtract(other.weight);
            squares.subtract(other.squares);
            predicted.subtract(other.predicted);
            observed.subtract(other.observed);
        }
    }
}
