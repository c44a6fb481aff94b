package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The {@link ExtremeUnits} of many places under several losses. Of units of weight 1 only the least and the greatest
 * difference can stand out. Of others the six are held, and apart from them what a unit must reach to be one of them.
 *
 * <p>A place with units of weight 1 holds 16 bytes for each loss, one with others 136.
 */
final class PlaceExtremes {

    private static final int PLAIN_FIELDS = 2;
    private static final int BOUNDS = 5;
    private static final int HEAVIEST = 4;
    private static final int UNITS = 2 * ExtremeUnits.COUNT;

    private final int losses;
    private final PlacePages plain;
    private final PlacePages bounds;
    private final PlacePages units;
    private final double[] differences;
    private final double[] ratios;
    private double weight;

    PlaceExtremes(int losses) {
        this.losses = losses;
        this.differences = new double[losses];
        this.ratios = new double[losses];
        this.plain = new PlacePages(repeated(losses, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
        double infinite = Double.POSITIVE_INFINITY;
        this.bounds = new PlacePages(repeated(losses, infinite, -infinite, infinite, -infinite, -1));
        this.units = new PlacePages(new long[UNITS * losses]);
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
        long[] page = bounds.page(place);
        int base = bounds.base(place);
        for (int i = 0; i < count; i++) {
            int loss = listed[i];
            int at = base + BOUNDS * loss;
            double difference = differences[loss];
            double ratio = ratios[loss];
            if (ratio > Double.longBitsToDouble(page[at])
                    && ratio < Double.longBitsToDouble(page[at + 1])
                    && difference > Double.longBitsToDouble(page[at + 2])
                    && difference < Double.longBitsToDouble(page[at + 3])
                    && weight < Double.longBitsToDouble(page[at + HEAVIEST])) {
                continue;
            }
            consider(place, loss, difference, weight);
        }
    }

    private void consider(int place, int loss, double difference, double unitWeight) {
        long[] page = bounds.page(place);
        int at = bounds.base(place) + BOUNDS * loss;
        boolean any = Double.longBitsToDouble(page[at + HEAVIEST]) >= 0;
        long[] held = units.page(place);
        int first = units.base(place) + UNITS * loss;
        for (int which = 0; which < ExtremeUnits.COUNT; which++) {
            int unit = first + 2 * which;
            if (!any
                    || ExtremeUnits.stands(
                            which,
                            difference,
                            unitWeight,
                            Double.longBitsToDouble(held[unit]),
                            Double.longBitsToDouble(held[unit + 1]))) {
                held[unit] = Double.doubleToRawLongBits(difference);
                held[unit + 1] = Double.doubleToRawLongBits(unitWeight);
            }
        }
        page[at] = ratio(held, first + 2 * ExtremeUnits.LEAST);
        page[at + 1] = ratio(held, first + 2 * ExtremeUnits.GREATEST);
        page[at + 2] = held[first + 2 * ExtremeUnits.LEAST_TOTAL];
        page[at + 3] = held[first + 2 * ExtremeUnits.GREATEST_TOTAL];
        page[at + HEAVIEST] = held[first + 2 * ExtremeUnits.HEAVIEST_LEAST + 1];
    }

    private static long ratio(long[] held, int unit) {
        return Double.doubleToRawLongBits(
                Double.longBitsToDouble(held[unit]) / Double.longBitsToDouble(held[unit + 1]));
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
            long[] held = units.page(place);
            int first = units.base(place) + UNITS * loss;
            for (int unit = first; unit < first + UNITS; unit += 2) {
                taker.take(Double.longBitsToDouble(held[unit]), Double.longBitsToDouble(held[unit + 1]));
            }
        }
    }

    private boolean hasPlain(int place, int loss) {
        return plain.has(place)
                && Double.longBitsToDouble(plain.page(place)[plain.base(place) + PLAIN_FIELDS * loss])
                        < Double.POSITIVE_INFINITY;
    }

    private boolean hasWeighted(int place, int loss) {
        return bounds.has(place)
                && Double.longBitsToDouble(bounds.page(place)[bounds.base(place) + BOUNDS * loss + HEAVIEST]) >= 0;
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
            consider(place, loss, difference, unitWeight);
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
        return plain.bytes() + bounds.bytes() + units.bytes();
    }
}
