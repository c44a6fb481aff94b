package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The {@link ExtremeUnits} of many places under several losses. Of units of weight 1 only the least and the greatest
 * difference can stand out. Of others the six are held, and apart from them what a unit must reach to be one of them.
 *
 * <p>A place with units of weight 1 holds 16 bytes for each loss, one with others 128.
 */
final class PlaceExtremes {

    private static final int PLAIN_FIELDS = 2;

    /** Where the differences and the weights of the six are; the first eight fields are what most units are held against. */
    private static final int[] DIFFERENCES = {8, 9, 4, 5, 12, 13};

    private static final int[] WEIGHTS = {2, 3, 10, 11, 6, 14};
    private static final int LEAST_RATIO = 0;
    private static final int GREATEST_RATIO = 1;
    private static final int LEAST_RATIO_WEIGHT = 2;
    private static final int GREATEST_RATIO_WEIGHT = 3;
    private static final int LEAST_TOTAL = 4;
    private static final int GREATEST_TOTAL = 5;
    private static final int HEAVIEST = 6;
    private static final int FIELDS = 16;

    private final int losses;
    private final PlacePages plain;
    private final PlacePages weighted;
    private final double[] differences;
    private final double[] ratios;
    private double weight;

    PlaceExtremes(int losses) {
        this.losses = losses;
        this.differences = new double[losses];
        this.ratios = new double[losses];
        this.plain = new PlacePages(repeated(losses, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
        double[] none = new double[FIELDS];
        none[HEAVIEST] = -1;
        this.weighted = new PlacePages(repeated(losses, none));
    }

    private static long[] repeated(int times, double... values) {
        long[] repeated = new long[times * values.length];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = Double.doubleToRawLongBits(values[i % values.length]);
        }
        return repeated;
    }

    /** The weight of the next unit. */
    void begin(double unitWeight) {
        weight = unitWeight;
    }

    /** The unit's difference, rounded; never −0.0. */
    void set(int loss, double difference) {
        differences[loss] = difference;
        ratios[loss] = difference / weight;
    }

    /** Adds the unit, of weight 1, under the first {@code count} of the losses that are listed. */
    void addPlain(int place, int[] listed, int count) {
        long[] page = plain.page(place);
        int base = plain.base(place);
        for (int i = 0; i < count; i++) {
            widen(page, base + PLAIN_FIELDS * listed[i], differences[listed[i]]);
        }
    }

    /** Adds units of weight 1 under a loss. */
    void addPlainRun(int place, int loss, double[] all, int count) {
        long[] page = plain.page(place);
        int at = plain.base(place) + PLAIN_FIELDS * loss;
        for (int i = 0; i < count; i++) {
            widen(page, at, all[i]);
        }
    }

    /** Adds units of other weights under a loss. */
    void addWeightedRun(int place, int loss, double[] all, double[] weights, int from, int to) {
        long[] page = weighted.page(place);
        int at = weighted.base(place) + FIELDS * loss;
        for (int i = from; i < to; i++) {
            if (!isOrdinary(page, at, all[i], all[i] / weights[i], weights[i])) {
                consider(page, at, all[i], weights[i]);
            }
        }
    }

    private static void widen(long[] page, int at, double difference) {
        if (difference < Double.longBitsToDouble(page[at])) {
            page[at] = Double.doubleToRawLongBits(difference);
        }
        if (difference > Double.longBitsToDouble(page[at + 1])) {
            page[at + 1] = Double.doubleToRawLongBits(difference);
        }
    }

    /** Adds the unit, of another weight, under the first {@code count} of the losses that are listed. */
    void addWeighted(int place, int[] listed, int count) {
        long[] page = weighted.page(place);
        int base = weighted.base(place);
        for (int i = 0; i < count; i++) {
            int loss = listed[i];
            int at = base + FIELDS * loss;
            if (!isOrdinary(page, at, differences[loss], ratios[loss], weight)) {
                consider(page, at, differences[loss], weight);
            }
        }
    }

    /** Whether a unit is certain not to stand out; most are. */
    private static boolean isOrdinary(long[] page, int at, double difference, double ratio, double weight) {
        double least = field(page, at + LEAST_RATIO);
        double greatest = field(page, at + GREATEST_RATIO);
        return weight < field(page, at + HEAVIEST)
                && difference > field(page, at + LEAST_TOTAL)
                && difference < field(page, at + GREATEST_TOTAL)
                && (ratio > least || (ratio == least && weight < field(page, at + LEAST_RATIO_WEIGHT)))
                && (ratio < greatest || (ratio == greatest && weight < field(page, at + GREATEST_RATIO_WEIGHT)));
    }

    private static double field(long[] page, int at) {
        return Double.longBitsToDouble(page[at]);
    }

    private static void consider(long[] page, int at, double difference, double weight) {
        boolean any = field(page, at + HEAVIEST) >= 0;
        for (int which = 0; which < ExtremeUnits.COUNT; which++) {
            int ownDifference = at + DIFFERENCES[which];
            int ownWeight = at + WEIGHTS[which];
            if (!any
                    || ExtremeUnits.stands(
                            which, difference, weight, field(page, ownDifference), field(page, ownWeight))) {
                page[ownDifference] = Double.doubleToRawLongBits(difference);
                page[ownWeight] = Double.doubleToRawLongBits(weight);
                if (which <= ExtremeUnits.GREATEST) {
                    page[at + LEAST_RATIO + which] = Double.doubleToRawLongBits(difference / weight);
                }
            }
        }
    }

    /** Adds a place's units of a loss to others. */
    void addTo(ExtremeUnits all, int place, int loss) {
        forEach(place, loss, all::add);
    }

    private interface Taker<E extends Exception> {
        void take(double difference, double weight) throws E;
    }

    /** All units that are held, each perhaps more than once. */
    private <E extends Exception> void forEach(int place, int loss, Taker<E> taker) throws E {
        if (hasPlain(place, loss)) {
            long[] page = plain.page(place);
            int at = plain.base(place) + PLAIN_FIELDS * loss;
            taker.take(Double.longBitsToDouble(page[at]), 1);
            taker.take(Double.longBitsToDouble(page[at + 1]), 1);
        }
        if (hasWeighted(place, loss)) {
            long[] page = weighted.page(place);
            int at = weighted.base(place) + FIELDS * loss;
            for (int which = 0; which < ExtremeUnits.COUNT; which++) {
                taker.take(field(page, at + DIFFERENCES[which]), field(page, at + WEIGHTS[which]));
            }
        }
    }

    private boolean hasPlain(int place, int loss) {
        return plain.has(place)
                && Double.longBitsToDouble(plain.page(place)[plain.base(place) + PLAIN_FIELDS * loss])
                        < Double.POSITIVE_INFINITY;
    }

    private boolean hasWeighted(int place, int loss) {
        return weighted.has(place) && field(weighted.page(place), weighted.base(place) + FIELDS * loss + HEAVIEST) >= 0;
    }

    /** Adds what another of as many losses has in a place. */
    void addPlace(int place, PlaceExtremes from, int fromPlace) {
        for (int i = 0; i < losses; i++) {
            int loss = i;
            from.forEach(fromPlace, loss, (difference, unitWeight) -> take(place, loss, difference, unitWeight));
        }
    }

    private void take(int place, int loss, double difference, double unitWeight) {
        if (unitWeight == 1) {
            widen(plain.page(place), plain.base(place) + PLAIN_FIELDS * loss, difference);
        } else {
            consider(weighted.page(place), weighted.base(place) + FIELDS * loss, difference, unitWeight);
        }
    }

    /** Writes what is in a place. */
    void writeTo(DataOutput out, int place) throws IOException {
        for (int loss = 0; loss < losses; loss++) {
            out.writeByte((hasPlain(place, loss) ? 2 : 0) + (hasWeighted(place, loss) ? ExtremeUnits.COUNT : 0));
            forEach(place, loss, (difference, unitWeight) -> {
                out.writeDouble(difference);
                out.writeDouble(unitWeight);
            });
        }
    }

    /** Adds what {@link #writeTo} wrote to a place. */
    void read(DataInput in, int place) throws IOException {
        for (int loss = 0; loss < losses; loss++) {
            for (int unit = in.readByte(); unit > 0; unit--) {
                take(place, loss, in.readDouble(), in.readDouble());
            }
        }
    }

    /** The memory held. */
    long bytes() {
        return plain.bytes() + weighted.bytes();
    }
}
