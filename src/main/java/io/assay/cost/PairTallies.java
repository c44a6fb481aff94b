package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@link PairTally}s of one candidate and one baseline in many places under several losses. A pair of rows is handed
 * over once, by {@link #begin} and one call for each loss, and then added in every place that it counts in.
 *
 * <p>As in {@link CostTallies}, a place is numbers in arrays, what the weight alone adds is held once for all losses, and
 * whatever is not usual goes to tallies of its own.
 */
public final class PairTallies {

    /** Kinds of pairs without a loss on both sides. */
    private static final int BOTH_UNSCORED = 0;

    private static final int CANDIDATE_UNSCORED = 1;
    private static final int BASELINE_UNSCORED = 2;

    private final int losses;
    private final boolean clustered;
    /** Units of weight 1. */
    private final PlaceSums plain;
    /** Units of other weights. */
    private final PlaceSums weighted;
    /** What is in either of a place that a loss has no part in. */
    private final PlaceSums missing;

    private final PlaceExtremes extremes;
    private final BitSet seen = new BitSet();
    private final LongCounts unscored = new LongCounts();
    private final Map<Long, PairTally> others = new HashMap<>();
    private final Map<Integer, UnitSums[]> open = new LinkedHashMap<>();

    private final boolean[] ours;
    private final boolean[] theirs;
    private final double[] candidates;
    private final double[] baselines;
    private final double[] candidateDenominators;
    private final double[] baselineDenominators;
    private final double[] weights;

    private boolean prepared;
    private double weight;
    private final int[] usual;
    private int usualLosses;
    private final int[] unusual;
    private int unusualLosses;
    /** The usual losses whose units are summed. */
    private final int[] summed;

    private int summedLosses;

    /**
     * @param clustered whether a pair is only a part of its unit, which {@link #endUnit} ends; otherwise each is a unit
     */
    public PairTallies(int losses, boolean clustered) {
        this.losses = losses;
        this.clustered = clustered;
        this.plain = new PlaceSums(PairColumns.plain(losses));
        this.weighted = new PlaceSums(PairColumns.weighted(losses));
        this.missing = new PlaceSums(PairColumns.missing());
        this.extremes = new PlaceExtremes(losses);
        this.ours = new boolean[losses];
        this.theirs = new boolean[losses];
        this.candidates = new double[losses];
        this.baselines = new double[losses];
        this.candidateDenominators = new double[losses];
        this.baselineDenominators = new double[losses];
        this.weights = new double[losses];
        this.usual = new int[losses];
        this.unusual = new int[losses];
        this.summed = new int[losses];
    }

    /** Starts a pair, in place of the one before. Each loss must be told of before it is added anywhere. */
    public void begin() {
        prepared = false;
    }

    /** The losses of both sides. */
    public void set(
            int loss,
            double candidate,
            double baseline,
            double candidateDenominator,
            double baselineDenominator,
            double weight) {
        ours[loss] = true;
        theirs[loss] = true;
        candidates[loss] = candidate;
        baselines[loss] = baseline;
        candidateDenominators[loss] = candidateDenominator;
        baselineDenominators[loss] = baselineDenominator;
        weights[loss] = weight;
    }

    /** Not both sides have such a loss. */
    public void setUnscored(int loss, boolean candidateScored, boolean baselineScored) {
        ours[loss] = candidateScored;
        theirs[loss] = baselineScored;
    }

    /** Adds the pair in a place; places are numbered from 0 and come to be when something is added there. */
    public void add(int place) {
        if (!prepared) {
            prepare();
        }
        seen.set(place);
        if (usualLosses > 0) {
            if (weight == 1) {
                plain.add(place);
                if (summedLosses > 0) {
                    extremes.addPlain(place, summed, summedLosses);
                }
            } else {
                weighted.add(place);
                if (summedLosses > 0) {
                    extremes.addWeighted(place, summed, summedLosses);
                }
            }
        }
        for (int i = 0; i < unusualLosses; i++) {
            addUnusual(place, unusual[i]);
        }
    }

    /** Splits the pair into what each place adds. */
    private void prepare() {
        prepared = true;
        usualLosses = 0;
        unusualLosses = 0;
        summedLosses = 0;
        for (int i = 0; i < losses; i++) {
            if (!isUsual(i) || (usualLosses > 0 && weights[i] != weight)) {
                unusual[unusualLosses++] = i;
            } else {
                weight = weights[i];
                usual[usualLosses++] = i;
            }
        }
        if (usualLosses == 0) {
            return;
        }
        extremes.begin(weight);
        if (weight == 1) {
            preparePlain(plain.begin());
        } else {
            prepareWeighted(weighted.begin());
        }
        if (unusualLosses > 0) {
            prepareMissing(missing.begin());
        }
    }

    private boolean isUsual(int loss) {
        if (!ours[loss] || !theirs[loss]) {
            return false;
        }
        double ownWeight = weights[loss];
        return ownWeight == 0
                || (!clustered
                        && ownWeight > 0
                        && ownWeight < Double.POSITIVE_INFINITY
                        && Double.isFinite(candidates[loss])
                        && Double.isFinite(baselines[loss])
                        && candidateDenominators[loss] == 1
                        && baselineDenominators[loss] == 1);
    }

    private void preparePlain(DigitRow row) {
        row.count(PairColumns.ONES);
        for (int i = 0; i < usualLosses; i++) {
            int loss = usual[i];
            double a = candidates[loss];
            double b = baselines[loss];
            if (UnitMoments.isBit(a) && UnitMoments.isBit(b)) {
                row.count(PairColumns.pattern(loss, (int) a | (int) b << 1));
                continue;
            }
            double difference = describe(loss, a, b);
            if (difference != 0) {
                row.count(PairColumns.plainDiffering(loss));
                row.put(PairColumns.plain(loss, PairColumns.CUBES), difference, difference, difference);
            }
            row.put(PairColumns.plain(loss, PairColumns.CANDIDATE), a);
            row.put(PairColumns.plain(loss, PairColumns.BASELINE), b);
            row.put(PairColumns.plain(loss, PairColumns.CANDIDATE_SQUARES), a, a);
            row.put(PairColumns.plain(loss, PairColumns.CROSS_PRODUCTS), a, b);
            row.put(PairColumns.plain(loss, PairColumns.BASELINE_SQUARES), b, b);
        }
    }

    /** Takes note of a loss's unit that is summed; its difference, rounded. */
    private double describe(int loss, double a, double b) {
        double difference = a - b + 0.0;
        extremes.set(loss, difference);
        summed[summedLosses++] = loss;
        return difference;
    }

    private void prepareWeighted(DigitRow row) {
        if (weight == 0) {
            row.count(PairColumns.ZEROS);
            return;
        }
        row.count(PairColumns.WEIGHTED);
        putWeight(row);
        double w = weight;
        for (int i = 0; i < usualLosses; i++) {
            int loss = usual[i];
            double a = w * candidates[loss];
            double b = w * baselines[loss];
            double difference = describe(loss, a, b);
            if (difference != 0) {
                row.count(PairColumns.differing(loss));
                row.put(PairColumns.weighted(loss, PairColumns.CUBES), difference, difference, difference);
                double rest = ThirdMoments.restOfDifference(a, b, difference);
                row.putSquare(PairColumns.weighted(loss, PairColumns.SQUARES_WEIGHT), difference, rest, w);
                row.putLinear(PairColumns.weighted(loss, PairColumns.DIFFERENCE_WEIGHTS), difference, rest, w);
            }
            row.put(PairColumns.weighted(loss, PairColumns.CANDIDATE), w, candidates[loss]);
            row.put(PairColumns.weighted(loss, PairColumns.BASELINE), w, baselines[loss]);
            row.put(PairColumns.weighted(loss, PairColumns.CANDIDATE_SQUARES), a, a);
            row.put(PairColumns.weighted(loss, PairColumns.CROSS_PRODUCTS), a, b);
            row.put(PairColumns.weighted(loss, PairColumns.BASELINE_SQUARES), b, b);
            row.put(PairColumns.weighted(loss, PairColumns.CANDIDATE_WEIGHT), a, w);
            row.put(PairColumns.weighted(loss, PairColumns.BASELINE_WEIGHT), b, w);
        }
    }

    private void putWeight(DigitRow row) {
        row.put(PairColumns.WEIGHT, weight);
        row.put(PairColumns.SQUARED_WEIGHT, weight, weight);
        row.put(PairColumns.CUBED_WEIGHT, weight, weight, weight);
    }

    private void prepareMissing(DigitRow row) {
        if (weight == 1) {
            row.count(PairColumns.MISSING_ONES);
        } else if (weight == 0) {
            row.count(PairColumns.ZEROS);
        } else {
            row.count(PairColumns.WEIGHTED);
            putWeight(row);
        }
    }

    private void addUnusual(int place, int loss) {
        int lossPlace = lossPlace(place, loss);
        if (usualLosses > 0) {
            missing.add(lossPlace);
        }
        if (!ours[loss] || !theirs[loss]) {
            unscored.add(
                    unscoredKey(
                            lossPlace,
                            (ours[loss] ? BASELINE_UNSCORED : theirs[loss] ? CANDIDATE_UNSCORED : BOTH_UNSCORED)),
                    1);
            return;
        }
        if (weights[loss] == 0) {
            other(lossPlace).addPair(candidates[loss], baselines[loss], 0);
            return;
        }
        UnitSums[] sums;
        if (clustered) {
            sums = open.computeIfAbsent(lossPlace, key -> new UnitSums[] {new UnitSums(), new UnitSums()});
        } else {
            sums = new UnitSums[] {new UnitSums(), new UnitSums()};
        }
        sums[0].add(candidates[loss], weights[loss], candidateDenominators[loss]);
        sums[1].add(baselines[loss], weights[loss], baselineDenominators[loss]);
        if (!clustered) {
            other(lossPlace).addUnit(sums[0], sums[1]);
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

    /** Ends the unit whose pairs have been added since the last one ended. */
    public void endUnit() {
        open.forEach((lossPlace, sums) -> other(lossPlace).addUnit(sums[0], sums[1]));
        open.clear();
    }

    /** Whether any pair has been seen in a place, those without a loss included. */
    public boolean has(int place) {
        return seen.get(place);
    }

    /** Adds what another has in a place to a place of this one. Neither may have an open unit. */
    public void addPlace(int place, PairTallies from, int fromPlace) {
        if (!from.has(fromPlace)) {
            return;
        }
        seen.set(place);
        plain.addPlace(place, from.plain, fromPlace);
        weighted.addPlace(place, from.weighted, fromPlace);
        extremes.addPlace(place, from.extremes, fromPlace);
        for (int i = 0; i < losses; i++) {
            int own = lossPlace(place, i);
            int theirPlace = lossPlace(fromPlace, i);
            missing.addPlace(own, from.missing, theirPlace);
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
        }
    }

    /** The tally of a loss in a place: a copy, in which the same pairs give the same bytes whatever they went through. */
    public PairTally tally(int place, int loss) {
        int lossPlace = lossPlace(place, loss);
        long ones = plain.count(place, PairColumns.ONES) - missing.count(lossPlace, PairColumns.MISSING_ONES);
        long units = weighted.count(place, PairColumns.WEIGHTED) - missing.count(lossPlace, PairColumns.WEIGHTED);
        long zeros = weighted.count(place, PairColumns.ZEROS) - missing.count(lossPlace, PairColumns.ZEROS);
        PairTally tally = new PairTally(
                ones + zeros + units,
                plain.count(place, PairColumns.plainDiffering(loss))
                        + weighted.count(place, PairColumns.differing(loss)));
        new PairSums(plain, weighted, missing, place, lossPlace, loss).handTo(tally, ones, units);
        extremes.addTo(tally.summedExtremes(), place, loss);
        tally.addBothUnscored(unscored.get(unscoredKey(lossPlace, BOTH_UNSCORED)));
        tally.addCandidateUnscored(unscored.get(unscoredKey(lossPlace, CANDIDATE_UNSCORED)));
        tally.addBaselineUnscored(unscored.get(unscoredKey(lossPlace, BASELINE_UNSCORED)));
        PairTally other = others.get((long) lossPlace);
        if (other != null) {
            tally.add(other);
        }
        return tally;
    }

    /** Writes what is in a place, to be read by another with as many losses; quick rather than in one spelling. */
    public void writeTo(DataOutput out, int place) throws IOException {
        out.writeBoolean(has(place));
        if (!has(place)) {
            return;
        }
        plain.writeTo(out, place);
        weighted.writeTo(out, place);
        extremes.writeTo(out, place);
        for (int i = 0; i < losses; i++) {
            int lossPlace = lossPlace(place, i);
            missing.writeTo(out, lossPlace);
            for (int kind = BOTH_UNSCORED; kind <= BASELINE_UNSCORED; kind++) {
                VariableLength.write(out, unscored.get(unscoredKey(lossPlace, kind)));
            }
            PairTally other = others.get((long) lossPlace);
            out.writeBoolean(other != null);
            if (other != null) {
                other.writeTo(out);
            }
        }
    }

    /** Adds what {@link #writeTo} wrote to a place. */
    public void read(DataInput in, int place) throws IOException {
        if (!in.readBoolean()) {
            return;
        }
        seen.set(place);
        plain.read(in, place);
        weighted.read(in, place);
        extremes.read(in, place);
        for (int i = 0; i < losses; i++) {
            int lossPlace = lossPlace(place, i);
            missing.read(in, lossPlace);
            for (int kind = BOTH_UNSCORED; kind <= BASELINE_UNSCORED; kind++) {
                long count = VariableLength.read(in);
                if (count > 0) {
                    unscored.add(unscoredKey(lossPlace, kind), count);
                }
            }
            if (in.readBoolean()) {
                other(lossPlace).add(PairTally.readFrom(in));
            }
        }
    }

    /** The memory held for all places, tallies of their own left out. */
    public long bytes() {
        return plain.bytes() + weighted.bytes() + missing.bytes() + extremes.bytes() + unscored.bytes();
    }
}
