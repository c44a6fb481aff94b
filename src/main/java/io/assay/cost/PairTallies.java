package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The {@link PairTally}s of one candidate and one baseline in many places under several losses. A pair of rows is handed
 * over once, by {@link #begin} and one call for each loss, and then added in every place that it counts in.
 *
 * <p>As in {@link CostTallies}, a place is numbers in arrays, what the weight alone adds is held once for all losses, and
 * whatever is not usual goes to tallies of its own. A place of three losses holds some 610 bytes if all weights are 1 and
 * 1,320 if not.
 */
public final class PairTallies extends PlaceTallies {

    /** Kinds of pairs without a loss on both sides. */
    private static final int BOTH_UNSCORED = 0;

    private static final int CANDIDATE_UNSCORED = 1;
    private static final int BASELINE_UNSCORED = 2;

    private final int losses;
    private final PairUnits units;
    private final LongCounts unscored = new LongCounts();
    private final Map<Long, PairTally> others = new HashMap<>();
    private final PairDistributions distributions;

    /** Of the open unit the candidate's series, one for each loss, then the baseline's. */
    private final PairRow pair;

    private double weight;
    private final int[] usual;
    private int usualLosses;
    private final int[] unusual;
    private int unusualLosses;
    private int openLosses;

    /**
     * @param clustered whether a pair is only a part of its unit, which {@link #endUnit} ends; otherwise each is a unit
     */
    public PairTallies(int losses, boolean clustered) {
        // A pair that waits is its weight, the candidate's losses and the baseline's.
        super(clustered, 1 + 2 * losses, PairRow.width(losses), 2 * losses);
        this.losses = losses;
        this.units = new PairUnits(losses, clustered);
        this.pair = new PairRow(losses);
        this.distributions = new PairDistributions(losses);
        this.usual = new int[losses];
        this.unusual = new int[losses];
    }

    /**
     * Keeps histograms of losses and their differences too.
     *
     * @param ofLosses which
     */
    public void keepHistograms(int[] ofLosses) {
        distributions.keepHistograms(ofLosses);
    }

    /**
     * Keeps the sums of differences by bucket too.
     *
     * @param ofLosses which of those whose histograms are kept
     */
    public void keepSums(int[] ofLosses) {
        distributions.keepSums(ofLosses);
    }

    /** The bucket of the unit of the pair, and of those that follow; 0 at first. */
    public void setBucket(int ofUnit) {
        distributions.setBucket(ofUnit);
    }

    /** The bucket of the cluster of this pair, and of those to come until another is told: differences are counted by it. */
    public void inBucket(int ofCluster) {
        distributions.inBucket(ofCluster);
    }

    /** The losses of both sides. */
    public void set(
            int loss,
            double candidate,
            double baseline,
            double candidateDenominator,
            double baselineDenominator,
            double weight) {
        pair.ours[loss] = true;
        pair.theirs[loss] = true;
        pair.candidates[loss] = candidate;
        pair.baselines[loss] = baseline;
        pair.candidateDenominators[loss] = candidateDenominator;
        pair.baselineDenominators[loss] = baselineDenominator;
        pair.weights[loss] = weight;
    }

    /** Not both sides have such a loss. */
    public void setUnscored(int loss, boolean candidateScored, boolean baselineScored) {
        pair.ours[loss] = candidateScored;
        pair.theirs[loss] = baselineScored;
    }

    @Override
    void keep(double[] numbers, int at) {
        pair.keep(numbers, at);
    }

    @Override
    void recall(double[] numbers, int at) {
        pair.recall(numbers, at);
    }

    @Override
    void count(int place) {
        distributions.count(place, pair);
    }

    @Override
    boolean mayWait() {
        return pair.isUniform() && units.fits(pair.weights[0], pair.candidates, pair.baselines);
    }

    @Override
    boolean isOfSecondKind() {
        return pair.weights[0] != 1;
    }

    @Override
    void putToWait(double[] numbers, int at) {
        numbers[at] = pair.weights[0];
        System.arraycopy(pair.candidates, 0, numbers, at + 1, losses);
        System.arraycopy(pair.baselines, 0, numbers, at + 1 + losses, losses);
    }

    @Override
    void add(RowRuns runs) {
        units.add(runs);
    }

    @Override
    void addPrepared(int place) {
        if (usualLosses > 0) {
            units.add(place);
        }
        for (int i = 0; i < unusualLosses; i++) {
            addUnusual(place, unusual[i]);
        }
        if (openLosses > 0) {
            open().add(place);
        }
    }

    @Override
    void prepare() {
        usualLosses = 0;
        unusualLosses = 0;
        for (int i = 0; i < losses; i++) {
            if (!isUsual(i) || (usualLosses > 0 && pair.weights[i] != weight)) {
                unusual[unusualLosses++] = i;
            } else {
                weight = pair.weights[i];
                usual[usualLosses++] = i;
            }
        }
        if (usualLosses > 0) {
            prepareUsual();
        }
        openLosses = 0;
        if (isClustered()) {
            prepareOpen();
        }
    }

    private void prepareUsual() {
        units.begin(weight);
        for (int i = 0; i < usualLosses; i++) {
            int loss = usual[i];
            units.putRow(loss, pair.candidates[loss], pair.baselines[loss]);
        }
        if (unusualLosses > 0) {
            units.beginMissing();
        }
    }

    private void prepareOpen() {
        DigitRow row = open().begin();
        for (int i = 0; i < losses; i++) {
            if (pair.isScored(i) && pair.weights[i] != 0) {
                Weight.check(pair.weights[i]);
                open().put(row, i, pair.candidates[i], pair.weights[i], pair.candidateDenominators[i]);
                open().put(row, losses + i, pair.baselines[i], pair.weights[i], pair.baselineDenominators[i]);
                openLosses++;
            }
        }
    }

    private boolean isUsual(int loss) {
        return (pair.isScored(loss) && pair.weights[loss] == 0) || (!isClustered() && pair.isUnit(loss));
    }

    private void addUnusual(int place, int loss) {
        int lossPlace = lossPlace(place, loss);
        if (usualLosses > 0) {
            units.addMissing(lossPlace);
        }
        if (!pair.isScored(loss)) {
            int scored = pair.ours[loss] ? BASELINE_UNSCORED : pair.theirs[loss] ? CANDIDATE_UNSCORED : BOTH_UNSCORED;
            unscored.add(unscoredKey(lossPlace, scored), 1);
        } else if (pair.weights[loss] == 0) {
            other(lossPlace).addPair(pair.candidates[loss], pair.baselines[loss], 0);
        } else if (!isClustered()) {
            UnitSums candidate = new UnitSums();
            UnitSums baseline = new UnitSums();
            candidate.add(pair.candidates[loss], pair.weights[loss], pair.candidateDenominators[loss]);
            baseline.add(pair.baselines[loss], pair.weights[loss], pair.baselineDenominators[loss]);
            other(lossPlace).addUnit(candidate, baseline);
        }
    }

    private int lossPlace(int place, int loss) {
        return place * losses + loss;
    }

    private static long unscoredKey(int lossPlace, int kind) {
        return (long) kind << Integer.SIZE | lossPlace;
    }

    private PairTally other(int lossPlace) {
        return others.computeIfAbsent((long) lossPlace, key -> new PairTally());
    }

    @Override
    void addUnit(int place, int slot) {
        usualLosses = 0;
        unusualLosses = 0;
        for (int i = 0; i < losses; i++) {
            double unitWeight = commonWeight(slot, i);
            if (usualLosses == 0 && unitWeight > 0) {
                weight = unitWeight;
                units.begin(weight);
            }
            if (unitWeight == weight && unitWeight > 0) {
                usual[usualLosses++] = i;
                units.putUnit(i, open(), slot, i, losses + i);
            } else {
                unusual[unusualLosses++] = i;
            }
        }
        if (usualLosses > 0) {
            units.add(place);
        }
        if (unusualLosses > 0) {
            addUnusualUnits(place, slot);
        }
    }

    /** The denominator of both sides; NaN if they differ, or there are no rows. */
    private double commonWeight(int slot, int loss) {
        if (open().rows(slot, loss) == 0) {
            return Double.NaN;
        }
        double candidate = open().denominatorValue(slot, loss);
        return candidate == open().denominatorValue(slot, losses + loss) ? candidate : Double.NaN;
    }

    private void addUnusualUnits(int place, int slot) {
        if (usualLosses > 0) {
            units.beginMissing();
        }
        for (int i = 0; i < unusualLosses; i++) {
            int loss = unusual[i];
            int lossPlace = lossPlace(place, loss);
            if (usualLosses > 0) {
                units.addMissing(lossPlace);
            }
            if (open().rows(slot, loss) > 0) {
                other(lossPlace)
                        .addUnit(
                                new ExactSum[] {
                                    open().exactNumerator(slot, loss), open().exactNumerator(slot, losses + loss)
                                },
                                open().numeratorValue(slot, loss),
                                open().denominatorValue(slot, loss),
                                open().numeratorValue(slot, losses + loss),
                                open().denominatorValue(slot, losses + loss),
                                open().rows(slot, loss));
            }
        }
    }

    /** Adds what another has in a place to a place of this one. Neither may have an open unit. */
    public void addPlace(int place, PairTallies from, int fromPlace) {
        if (!from.has(fromPlace)) {
            return;
        }
        from.addPending();
        addPending();
        see(place);
        units.addPlace(place, from.units, fromPlace);
        for (int i = 0; i < losses; i++) {
            int own = lossPlace(place, i);
            int theirPlace = lossPlace(fromPlace, i);
            units.addMissingPlace(own, from.units, theirPlace);
            for (int kind = BOTH_UNSCORED; kind <= BASELINE_UNSCORED && !from.unscored.isEmpty(); kind++) {
                long count = from.unscored.get(unscoredKey(theirPlace, kind));
                if (count > 0) {
                    unscored.add(unscoredKey(own, kind), count);
                }
            }
            PairTally other = from.others.get((long) theirPlace);
            if (other != null) {
                other(own).add(other);
            }
            distributions.add(own, from.distributions, theirPlace);
        }
    }

    /** The tally of a loss in a place: a copy, in which the same pairs give the same bytes whatever they went through. */
    public PairTally tally(int place, int loss) {
        addPending();
        int lossPlace = lossPlace(place, loss);
        PairTally tally = units.tally(place, lossPlace, loss);
        tally.addBothUnscored(unscored.get(unscoredKey(lossPlace, BOTH_UNSCORED)));
        tally.addCandidateUnscored(unscored.get(unscoredKey(lossPlace, CANDIDATE_UNSCORED)));
        tally.addBaselineUnscored(unscored.get(unscoredKey(lossPlace, BASELINE_UNSCORED)));
        PairTally other = others.get((long) lossPlace);
        if (other != null) {
            tally.add(other);
        }
        distributions.addTo(tally, lossPlace);
        return tally;
    }

    /** Writes what is in a place, to be read by another with as many losses; quick rather than in one spelling. */
    public void writeTo(DataOutput out, int place) throws IOException {
        out.writeBoolean(has(place));
        if (!has(place)) {
            return;
        }
        addPending();
        units.writeTo(out, place);
        for (int i = 0; i < losses; i++) {
            int lossPlace = lossPlace(place, i);
            units.writeMissingTo(out, lossPlace);
            for (int kind = BOTH_UNSCORED; kind <= BASELINE_UNSCORED; kind++) {
                VariableLength.write(out, unscored.get(unscoredKey(lossPlace, kind)));
            }
            PairTally other = others.get((long) lossPlace);
            out.writeBoolean(other != null);
            if (other != null) {
                other.writeTo(out);
            }
            distributions.writeTo(out, lossPlace);
        }
    }

    /** Adds what {@link #writeTo(DataOutput, int)} wrote to a place. */
    public void read(DataInput in, int place) throws IOException {
        if (!in.readBoolean()) {
            return;
        }
        see(place);
        units.read(in, place);
        for (int i = 0; i < losses; i++) {
            int lossPlace = lossPlace(place, i);
            units.readMissing(in, lossPlace);
            for (int kind = BOTH_UNSCORED; kind <= BASELINE_UNSCORED; kind++) {
                long count = VariableLength.read(in);
                if (count > 0) {
                    unscored.add(unscoredKey(lossPlace, kind), count);
                }
            }
            if (in.readBoolean()) {
                other(lossPlace).add(PairTally.readFrom(in));
            }
            distributions.read(in, lossPlace);
        }
    }

    /** The memory held for all places and for rows yet to be added, tallies of their own left out. */
    public long bytes() {
        return bytesOfRows() + units.bytes() + unscored.bytes() + distributions.bytes();
    }
}
