package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tally of a candidate and a baseline on the same rows, in one cell under one loss: everything that a paired
 * comparison is read from. Tallies add: the same pairs give the same tally, and the same bytes, in any order,
 * partitioning and merge tree.
 *
 * <p>A unit is the vector (A, W of the candidate, A, W of the baseline) with numerator A = Σ w·loss and denominator W =
 * Σ w·denominator inside it. Where both denominators agree in every unit, as in everything but some ratios, one of them
 * is stored; where they are all 1, none.
 *
 * <p>Losses must be finite and weights finite and not negative; a pair in which one side has no such loss is dropped
 * and counted.
 */
public final class PairTally {

    /** Columns of the units. */
    static final int CANDIDATE_NUMERATOR = 0;

    static final int BASELINE_NUMERATOR = 1;
    static final int CANDIDATE_DENOMINATOR = 2;
    static final int BASELINE_DENOMINATOR = 3;

    static final int[] FALLBACKS = {UnitMoments.ONE, CANDIDATE_DENOMINATOR};

    /** Patterns of 0/1 losses, as {@link UnitMoments} counts them. */
    private static final int NEITHER = 0;

    private static final int CANDIDATE_ONLY = 1;
    private static final int BASELINE_ONLY = 2;
    private static final int BOTH = 3;

    private long rows;
    private long differingSummed;
    private long candidateUnscored;
    private long baselineUnscored;
    private long bothUnscored;
    private final UnitMoments units;
    private final ThirdMoments thirdMoments = new ThirdMoments();
    private final ExtremeUnits extremes = new ExtremeUnits();
    private @Nullable PairHistograms histograms;

    /** A tally of nothing. */
    public PairTally() {
        this(0, 0);
    }

    /** A tally of pairs that have been counted elsewhere; their units are to be added to its parts. */
    PairTally(long rows, long differingSummed) {
        this(rows, differingSummed, new UnitMoments(2, FALLBACKS));
    }

    /** The same with the moments of their units, which are the tally's from now on. */
    PairTally(long rows, long differingSummed, UnitMoments units) {
        this.rows = rows;
        this.differingSummed = differingSummed;
        this.units = units;
    }

    /** Adds a pair of rows as a unit of its own; with weight 0 it counts as a row, but is no unit. */
    public void addPair(double candidateLoss, double baselineLoss, double weight) {
        Weight.check(weight);
        if (weight == 1) {
            addUnit(candidateLoss, 1.0, baselineLoss, 1.0, 1);
        } else if (weight == 0) {
            rows++;
        } else {
            rows++;
            describe(weight * candidateLoss, weight, weight * baselineLoss, weight);
            units.addWeighted(candidateLoss, baselineLoss, weight);
        }
    }

    /** Adds the pairs of one unit, such as a user; both sides must hold the same rows. */
    public void addUnit(UnitSums candidate, UnitSums baseline) {
        if (candidate.rows() != baseline.rows()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "Cannot pair a unit of %d candidate rows with %d baseline rows: both sides must hold the same rows",
                    candidate.rows(),
                    baseline.rows()));
        }
        if (candidate.rows() == 0) {
            return;
        }
        addUnit(
                new ExactSum[] {candidate.exactNumerator(), baseline.exactNumerator()},
                candidate.numerator(),
                candidate.denominator(),
                baseline.numerator(),
                baseline.denominator(),
                candidate.rows());
    }

    /** Adds the pairs of one unit, whose numerators are at hand both exactly and rounded. */
    void addUnit(
            ExactSum[] exactNumerators,
            double candidateNumerator,
            double candidateDenominator,
            double baselineNumerator,
            double baselineDenominator,
            long unitRows) {
        rows += unitRows;
        if (candidateDenominator == 1 && baselineDenominator == 1) {
            addPlain(candidateNumerator, baselineNumerator);
        } else {
            describe(candidateNumerator, candidateDenominator, baselineNumerator, baselineDenominator);
            units.add(
                    exactNumerators, candidateNumerator, baselineNumerator, candidateDenominator, baselineDenominator);
        }
    }

    /** Adds the pairs of one unit by its sums on either side, each rounded once. A unit must come whole. */
    public void addUnit(
            double candidateNumerator,
            double candidateDenominator,
            double baselineNumerator,
            double baselineDenominator,
            long unitRows) {
        rows += unitRows;
        if (candidateDenominator == 1 && baselineDenominator == 1) {
            addPlain(candidateNumerator, baselineNumerator);
        } else {
            describe(candidateNumerator, candidateDenominator, baselineNumerator, baselineDenominator);
            units.add(candidateNumerator, baselineNumerator, candidateDenominator, baselineDenominator);
        }
    }

    /** Takes note of a unit that is about to be added to the moments. */
    private void describe(
            double candidateNumerator,
            double candidateDenominator,
            double baselineNumerator,
            double baselineDenominator) {
        double difference = candidateNumerator - baselineNumerator + 0.0;
        if (difference != 0 || candidateDenominator != baselineDenominator) {
            differingSummed++;
        }
        thirdMoments.add(candidateNumerator, baselineNumerator, baselineDenominator, units);
        extremes.add(difference, baselineDenominator);
    }

    private void addPlain(double candidate, double baseline) {
        if (units.addPlain(candidate, baseline)) {
            return;
        }
        double difference = candidate - baseline + 0.0;
        if (difference != 0) {
            differingSummed++;
        }
        thirdMoments.addPlain(candidate, baseline);
        extremes.add(difference, 1);
    }

    /** Adds how pairs are distributed that have been added otherwise. */
    void addHistograms(PairHistograms others) {
        PairHistograms own = histograms;
        if (own == null) {
            own = new PairHistograms();
            histograms = own;
        }
        own.add(others);
    }

    /** How losses and their differences are distributed, where the aggregate asks for it. */
    public Optional<PairHistograms> histograms() {
        return Optional.ofNullable(histograms);
    }

    /** Counts pairs in which only the baseline has a usable loss. */
    public void addCandidateUnscored(long pairs) {
        candidateUnscored += pairs;
    }

    /** Counts pairs in which only the candidate has a usable loss. */
    public void addBaselineUnscored(long pairs) {
        baselineUnscored += pairs;
    }

    /** Counts pairs in which neither side has a usable loss. */
    public void addBothUnscored(long pairs) {
        bothUnscored += pairs;
    }

    /** Adds another tally. */
    public void add(PairTally other) {
        rows += other.rows;
        differingSummed += other.differingSummed;
        candidateUnscored += other.candidateUnscored;
        baselineUnscored += other.baselineUnscored;
        bothUnscored += other.bothUnscored;
        thirdMoments.add(other.thirdMoments, units, other.units);
        units.add(other.units);
        extremes.add(other.extremes);
        other.histograms().ifPresent(this::addHistograms);
    }

    /** Pairs of rows compared, those of weight 0 included. */
    public long rows() {
        return rows;
    }

    /** Independent units among them, with a positive weight. */
    public long units() {
        return units.units();
    }

    /** The sum of the baseline's denominators: of the weights of the pairs, unless the aggregate is a ratio. */
    public double weight() {
        return units.total(BASELINE_DENOMINATOR).value();
    }

    /** The candidate's sums over the units, exactly. */
    public Totals candidateTotals() {
        return new Totals(units.total(CANDIDATE_NUMERATOR), units.total(CANDIDATE_DENOMINATOR));
    }

    /** The baseline's sums over the units, exactly. */
    public Totals baselineTotals() {
        return new Totals(units.total(BASELINE_NUMERATOR), units.total(BASELINE_DENOMINATOR));
    }

    /** Units in which the two sides differ. */
    public long differingUnits() {
        return differingSummed + units.counted(CANDIDATE_ONLY) + units.counted(BASELINE_ONLY);
    }

    /** Pairs in which only the baseline has a usable loss. */
    public long candidateUnscored() {
        return candidateUnscored;
    }

    /** Pairs in which only the candidate has a usable loss. */
    public long baselineUnscored() {
        return baselineUnscored;
    }

    /** Pairs in which neither side has a usable loss. */
    public long bothUnscored() {
        return bothUnscored;
    }

    /** All pairs that were seen: compared or dropped. */
    public long pairsSeen() {
        return rows + candidateUnscored + baselineUnscored + bothUnscored;
    }

    /** Whether every loss is 0 or 1, every weight 1 and every row a unit, so that both costs are plain proportions. */
    public boolean isProportion() {
        return rows > 0 && units.counted() == rows && units.units() == rows;
    }

    /** The 2×2 counts of the units whose losses are 0 or 1 and whose weight is 1. */
    public Discordance discordance() {
        return new Discordance(
                units.counted(BOTH),
                units.counted(CANDIDATE_ONLY),
                units.counted(BASELINE_ONLY),
                units.counted(NEITHER));
    }

    /** The largest difference D/W of a unit; NaN without units. */
    public double greatestDifference() {
        return extremes().greatest();
    }

    /** The smallest difference D/W of a unit; NaN without units. */
    public double leastDifference() {
        return extremes().least();
    }

    /** The largest |D| of a unit; NaN without units. */
    public double largestDifference() {
        return extremes().largestMagnitude();
    }

    /** Kish's effective number of units, (ΣW)²/ΣW² of the baseline's denominators; NaN without units. */
    public double effectiveUnits() {
        return units.effective(BASELINE_DENOMINATOR);
    }

    /** Whether numerators alone differ: both sides have the same denominator in every unit. */
    public boolean sharesDenominators() {
        return !units.stores(BASELINE_DENOMINATOR);
    }

    UnitMoments moments() {
        return units;
    }

    ThirdMoments thirdMoments() {
        return thirdMoments;
    }

    /** The units that stand out among those that were summed. */
    ExtremeUnits summedExtremes() {
        return extremes;
    }

    /** Σ(D − θW)³. */
    Dyadic cubesAbout(Dyadic theta) {
        return thirdMoments.about(theta, units);
    }

    /** The units that stand out, those counted by pattern included. */
    ExtremeUnits extremes() {
        ExtremeUnits all = new ExtremeUnits();
        all.add(extremes);
        if (units.counted(BOTH) + units.counted(NEITHER) > 0) {
            all.add(0, 1);
        }
        if (units.counted(CANDIDATE_ONLY) > 0) {
            all.add(1, 1);
        }
        if (units.counted(BASELINE_ONLY) > 0) {
            all.add(-1, 1);
        }
        return all;
    }

    /** Writes the tally in its only spelling. */
    public void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, rows);
        VariableLength.write(out, differingSummed);
        VariableLength.write(out, candidateUnscored);
        VariableLength.write(out, baselineUnscored);
        VariableLength.write(out, bothUnscored);
        units.writeTo(out);
        thirdMoments.writeTo(out);
        extremes.writeTo(out);
        PairHistograms.write(out, histograms);
    }

    /** Reads what {@link #writeTo} wrote. */
    public static PairTally readFrom(DataInput in) throws IOException {
        PairTally tally = new PairTally();
        tally.rows = VariableLength.read(in);
        tally.differingSummed = VariableLength.read(in);
        tally.candidateUnscored = VariableLength.read(in);
        tally.baselineUnscored = VariableLength.read(in);
        tally.bothUnscored = VariableLength.read(in);
        tally.units.read(in);
        tally.thirdMoments.read(in);
        tally.extremes.read(in);
        tally.histograms = PairHistograms.read(in);
        return tally;
    }

    /** The bytes of {@link #writeTo}. */
    public byte[] toBytes() {
        return Bytes.of(this::writeTo);
    }

    /** Reads what {@link #toBytes} gave. */
    public static PairTally fromBytes(byte[] bytes) {
        return Bytes.read(bytes, PairTally::readFrom);
    }
}
