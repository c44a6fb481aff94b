package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@link CostTally}s of many places under several losses. A row is handed over once, by {@link #begin} and one call
 * for each loss, and then added in every place that it counts in.
 *
 * <p>What it holds for a place is numbers in arrays, and what a row adds there is prepared once. The usual row has one
 * weight for all its losses, and denominators of 1; what its weight alone adds is held once for all losses, and taken
 * away again for a loss that the row has not. Whatever is not usual goes to tallies of its own.
 */
public final class CostTallies {

    private static final int ONES = 0;
    private static final int ZEROS = 0;
    private static final int WEIGHTED = 1;

    private static final int WEIGHT = 0;
    private static final int SQUARED_WEIGHT = 1;

    private final int losses;
    private final boolean clustered;
    private final LossRanges ranges;
    /** Units of weight 1: their number; for each loss those of loss 0 and 1, and sum and squares of the others. */
    private final PlaceSums plain;
    /** Units of other weights: their number, sums and products; for each loss those with its numerator. */
    private final PlaceSums weighted;
    /** What is in either of a place that a loss has no part in. */
    private final PlaceSums missing;

    private final BitSet seen = new BitSet();
    private final List<String> reasons = new ArrayList<>();
    private final LongCounts unscored = new LongCounts();
    private final Map<Long, CostTally> others = new HashMap<>();
    private final Map<Integer, UnitSums[]> open = new LinkedHashMap<>();

    private final double[] values;
    private final double[] weights;
    private final double[] denominators;
    private final int[] reasonOfLoss;

    private boolean prepared;
    private double weight;
    private final int[] usual;
    private int usualLosses;
    /** The usual losses that are neither 0 nor 1. */
    private final int[] ranged;

    private int rangedLosses;
    private final int[] unusual;
    private int unusualLosses;

    /**
     * @param clustered whether a row is only a part of its unit, which {@link #endUnit} ends; otherwise each is a unit
     */
    public CostTallies(int losses, boolean clustered) {
        this.losses = losses;
        this.clustered = clustered;
        this.ranges = new LossRanges(losses);
        this.plain = new PlaceSums(CostColumns.plain(losses));
        this.weighted = new PlaceSums(CostColumns.weighted(losses));
        this.missing = new PlaceSums(CostColumns.missing());
        this.values = new double[losses];
        this.weights = new double[losses];
        this.denominators = new double[losses];
        this.reasonOfLoss = new int[losses];
        this.usual = new int[losses];
        this.ranged = new int[losses];
        this.unusual = new int[losses];
    }

    /** Starts a row, in place of the one before. Each loss must be told of before it is added anywhere. */
    public void begin() {
        prepared = false;
    }

    /** The row's loss. */
    public void set(int loss, double value, double weight, double denominator) {
        values[loss] = value;
        weights[loss] = weight;
        denominators[loss] = denominator;
        if (Double.isNaN(value)) {
            reasonOfLoss[loss] = reason("");
        }
    }

    /** The row has no such loss. */
    public void setUnscored(int loss, String reason) {
        values[loss] = Double.NaN;
        reasonOfLoss[loss] = reason(reason);
    }

    private int reason(String reason) {
        int known = reasons.indexOf(reason);
        if (known < 0) {
            reasons.add(reason);
            return reasons.size() - 1;
        }
        return known;
    }

    /** Adds the row in a place; places are numbered from 0 and come to be when something is added there. */
    public void add(int place) {
        if (!prepared) {
            prepare();
        }
        seen.set(place);
        if (usualLosses > 0) {
            (weight == 1 ? plain : weighted).add(place);
            ranges.add(place, ranged, rangedLosses);
        }
        for (int i = 0; i < unusualLosses; i++) {
            addUnusual(place, unusual[i]);
        }
        if (clustered) {
            open(place);
        }
    }

    /** Splits the row into what each place adds. */
    private void prepare() {
        prepared = true;
        usualLosses = 0;
        unusualLosses = 0;
        rangedLosses = 0;
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
        double ownWeight = weights[loss];
        return Double.isFinite(values[loss])
                && ownWeight >= 0
                && ownWeight < Double.POSITIVE_INFINITY
                && (clustered || denominators[loss] == 1);
    }

    private void preparePlain(DigitRow row) {
        row.count(ONES);
        for (int i = 0; i < usualLosses; i++) {
            int loss = usual[i];
            if (!describe(row, CostColumns.zeros(loss), loss) && !clustered) {
                row.put(CostColumns.plainSum(loss), values[loss]);
                row.put(CostColumns.plainSquares(loss), values[loss], values[loss]);
            }
        }
    }

    /** Puts a loss on the row side; tells whether it is 0 or 1, which are only counted, from their minimum onwards. */
    private boolean describe(DigitRow row, int zeros, int loss) {
        double value = values[loss];
        if (UnitMoments.isBit(value)) {
            row.count(zeros + (int) value);
            return true;
        }
        ranges.set(loss, value);
        ranged[rangedLosses++] = loss;
        return false;
    }

    private void prepareWeighted(DigitRow row) {
        for (int i = 0; i < usualLosses; i++) {
            describe(row, CostColumns.weightedZeros(usual[i]), usual[i]);
        }
        if (weight == 0) {
            row.count(ZEROS);
            return;
        }
        row.count(WEIGHTED);
        row.put(WEIGHT, weight);
        if (clustered) {
            return;
        }
        row.put(SQUARED_WEIGHT, weight, weight);
        for (int i = 0; i < usualLosses; i++) {
            int loss = usual[i];
            double numerator = weight * values[loss];
            row.put(CostColumns.numerator(loss), weight, values[loss]);
            row.put(CostColumns.squares(loss), numerator, numerator);
            row.put(CostColumns.products(loss), numerator, weight);
        }
    }

    private void prepareMissing(DigitRow row) {
        if (weight == 1) {
            row.count(CostColumns.MISSING_ONES);
        } else if (weight == 0) {
            row.count(ZEROS);
        } else {
            row.count(WEIGHTED);
            row.put(WEIGHT, weight);
            row.put(SQUARED_WEIGHT, weight, weight);
        }
    }

    private void addUnusual(int place, int loss) {
        int lossPlace = lossPlace(place, loss);
        if (usualLosses > 0) {
            missing.add(lossPlace);
        }
        if (Double.isNaN(values[loss])) {
            unscored.add(unscoredKey(lossPlace, reasonOfLoss[loss]), 1);
            return;
        }
        CostTally other = other(lossPlace);
        other.addRow(values[loss], weights[loss]);
        if (!clustered) {
            UnitSums unit = new UnitSums();
            unit.add(values[loss], weights[loss], denominators[loss]);
            other.addUnit(unit);
        }
    }

    private int lossPlace(int place, int loss) {
        return place * losses + loss;
    }

    private static long unscoredKey(int lossPlace, int reason) {
        return (long) reason << Integer.SIZE | lossPlace;
    }

    private CostTally other(int lossPlace) {
        return others.computeIfAbsent((long) lossPlace, key -> new CostTally());
    }

    private void open(int place) {
        UnitSums[] sums = open.computeIfAbsent(place, key -> new UnitSums[2 * losses]);
        for (int i = 0; i < losses; i++) {
            if (!Double.isNaN(values[i])) {
                if (sums[i] == null) {
                    sums[i] = new UnitSums();
                }
                sums[i].add(values[i], weights[i], denominators[i]);
            }
        }
    }

    /** Ends the unit whose rows have been added since the last one ended. */
    public void endUnit() {
        open.forEach((place, sums) -> {
            for (int i = 0; i < losses; i++) {
                if (sums[i] != null) {
                    other(lossPlace(place, i)).addUnit(sums[i]);
                }
            }
        });
        open.clear();
    }

    /** Whether anything has been added in a place, rows without any loss included. */
    public boolean has(int place) {
        return seen.get(place);
    }

    /** Adds what another has in a place to a place of this one. Neither may have an open unit. */
    public void addPlace(int place, CostTallies from, int fromPlace) {
        if (!from.has(fromPlace)) {
            return;
        }
        seen.set(place);
        plain.addPlace(place, from.plain, fromPlace);
        weighted.addPlace(place, from.weighted, fromPlace);
        ranges.addPlace(place, from.ranges, fromPlace);
        for (int i = 0; i < losses; i++) {
            int own = lossPlace(place, i);
            int theirs = lossPlace(fromPlace, i);
            missing.addPlace(own, from.missing, theirs);
            for (int reason = 0; reason < from.reasons.size() && !from.unscored.isEmpty(); reason++) {
                long count = from.unscored.get(unscoredKey(theirs, reason));
                if (count > 0) {
                    unscored.add(unscoredKey(own, reason(from.reasons.get(reason))), count);
                }
            }
            CostTally other = from.others.get((long) theirs);
            if (other != null) {
                other(own).add(other);
            }
        }
    }

    /** The tally of a loss in a place: a copy, in which the same rows give the same bytes whatever they went through. */
    public CostTally tally(int place, int loss) {
        int lossPlace = lossPlace(place, loss);
        long ones = plain.count(place, ONES) - missing.count(lossPlace, CostColumns.MISSING_ONES);
        long units = weighted.count(place, WEIGHTED) - missing.count(lossPlace, WEIGHTED);
        long zeros = weighted.count(place, ZEROS) - missing.count(lossPlace, ZEROS);
        ExactSum weight = weighted.sum(place, WEIGHT);
        weight.subtract(missing.sum(lossPlace, WEIGHT));
        long losses0 =
                plain.count(place, CostColumns.zeros(loss)) + weighted.count(place, CostColumns.weightedZeros(loss));
        long losses1 = plain.count(place, CostColumns.zeros(loss) + 1)
                + weighted.count(place, CostColumns.weightedZeros(loss) + 1);
        CostTally tally = new CostTally(
                ones + zeros + units,
                ones,
                weight,
                ranges.smallest(place, loss, losses0, losses1),
                ranges.largest(place, loss, losses0, losses1),
                ranges.histogram(place, loss, losses0, losses1));
        if (!clustered) {
            takeUnits(tally.moments(), place, loss, ones, units, weight);
        }
        for (int reason = 0; reason < reasons.size() && !unscored.isEmpty(); reason++) {
            long count = unscored.get(unscoredKey(lossPlace, reason));
            if (count > 0) {
                tally.addUnscored(reasons.get(reason), count);
            }
        }
        CostTally other = others.get((long) lossPlace);
        if (other != null) {
            tally.add(other);
        }
        return tally;
    }

    private void takeUnits(UnitMoments moments, int place, int loss, long ones, long units, ExactSum weight) {
        long[] patterns = {plain.count(place, CostColumns.zeros(loss)), plain.count(place, CostColumns.zeros(loss) + 1)
        };
        long summed = ones - patterns[0] - patterns[1];
        ExactSum sum = plain.sum(place, CostColumns.plainSum(loss));
        ExactSum squares = plain.sum(place, CostColumns.plainSquares(loss));
        if (units == 0) {
            moments.take(patterns, summed, new ExactSum[] {sum}, new ExactSum[] {squares});
            return;
        }
        ExactSum products = sum.copy();
        weighted.addTo(sum, place, CostColumns.numerator(loss));
        weighted.addTo(squares, place, CostColumns.squares(loss));
        weighted.addTo(products, place, CostColumns.products(loss));
        ExactSum total = weight.copy();
        total.add((double) summed);
        ExactSum squaredWeights = weighted.sum(place, SQUARED_WEIGHT);
        squaredWeights.subtract(missing.sum(lossPlace(place, loss), SQUARED_WEIGHT));
        squaredWeights.add((double) summed);
        moments.take(
                patterns, summed + units, new ExactSum[] {sum, total}, new ExactSum[] {squares, products, squaredWeights
                });
    }

    /** Writes what is in a place, to be read by another with as many losses; quick rather than in one spelling. */
    public void writeTo(DataOutput out, int place) throws IOException {
        out.writeBoolean(has(place));
        if (!has(place)) {
            return;
        }
        plain.writeTo(out, place);
        weighted.writeTo(out, place);
        ranges.writeTo(out, place);
        for (int i = 0; i < losses; i++) {
            int lossPlace = lossPlace(place, i);
            missing.writeTo(out, lossPlace);
            for (int reason = 0; reason < reasons.size() && !unscored.isEmpty(); reason++) {
                long count = unscored.get(unscoredKey(lossPlace, reason));
                if (count > 0) {
                    VariableLength.write(out, count);
                    out.writeUTF(reasons.get(reason));
                }
            }
            VariableLength.write(out, 0);
            CostTally other = others.get((long) lossPlace);
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
        ranges.read(in, place);
        for (int i = 0; i < losses; i++) {
            int lossPlace = lossPlace(place, i);
            missing.read(in, lossPlace);
            for (long count = VariableLength.read(in); count != 0; count = VariableLength.read(in)) {
                unscored.add(unscoredKey(lossPlace, reason(in.readUTF())), count);
            }
            if (in.readBoolean()) {
                other(lossPlace).add(CostTally.readFrom(in));
            }
        }
    }

    /** The memory held for all places, tallies of their own left out. */
    public long bytes() {
        return plain.bytes() + weighted.bytes() + missing.bytes() + ranges.bytes() + unscored.bytes();
    }
}
