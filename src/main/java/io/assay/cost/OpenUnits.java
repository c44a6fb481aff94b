package io.assay.cost;

import java.util.Arrays;

/**
 * The sums inside the open unit in every place that it has rows in, as {@link UnitSums} are for one: of each series, such
 * as one side under one loss, the rows of a positive weight, Σ w·loss and Σ w·denominator. The places touched have
 * consecutive numbers here, which are free again when the unit has ended.
 */
final class OpenUnits {

    private final int series;
    private final PlaceSums sums;
    private int[] slots = {};
    private int[] places = {};
    private int touched;

    OpenUnits(int series) {
        this.series = series;
        int[] tops = new int[2 * series];
        int[] digits = new int[2 * series];
        Arrays.fill(tops, CostColumns.PRODUCT_TOP);
        Arrays.fill(digits, CostColumns.PRODUCT_DIGITS);
        this.sums = new PlaceSums(new DigitColumns(series, tops, digits));
    }

    /** The next row, without any series. */
    DigitRow begin() {
        return sums.begin();
    }

    /** Puts a row's loss into a series. The weight must be positive. */
    void put(DigitRow row, int which, double loss, double weight, double denominator) {
        row.count(which);
        if (weight == 1) {
            row.put(numerator(which), loss);
            row.put(denominator(which), denominator);
        } else {
            row.put(numerator(which), weight, loss);
            row.put(denominator(which), weight, denominator);
        }
    }

    private int numerator(int which) {
        return which;
    }

    private int denominator(int which) {
        return series + which;
    }

    /** Adds the row in a place. */
    void add(int place) {
        if (place >= slots.length) {
            slots = Arrays.copyOf(slots, Math.max(place + 1, 2 * slots.length));
        }
        if (slots[place] == 0) {
            if (touched == places.length) {
                places = Arrays.copyOf(places, Math.max(16, 2 * touched));
            }
            places[touched++] = place;
            slots[place] = touched;
        }
        sums.add(slots[place] - 1);
    }

    /** How many places the unit has rows in. */
    int touched() {
        return touched;
    }

    /** Turns to one of them: its place. */
    int close(int slot) {
        sums.carry(slot);
        return places[slot];
    }

    long rows(int slot, int which) {
        return sums.count(slot, which);
    }

    /** Σ w·loss, rounded once. */
    double numeratorValue(int slot, int which) {
        return sums.value(slot, numerator(which));
    }

    /** Σ w·denominator, rounded once. */
    double denominatorValue(int slot, int which) {
        return sums.value(slot, denominator(which));
    }

    /** Σ w·loss. */
    ExactSum exactNumerator(int slot, int which) {
        return sums.sum(slot, numerator(which));
    }

    /** Puts Σ w·loss into a row with a column on the grid of products. */
    void putNumerator(DigitRow row, int column, int slot, int which) {
        sums.putInto(row, column, slot, numerator(which));
    }

    /** Ends the unit. */
    void clear() {
        for (int slot = 0; slot < touched; slot++) {
            sums.clear(slot);
            slots[places[slot]] = 0;
        }
        touched = 0;
    }

    /** The memory held. */
    long bytes() {
        return sums.bytes() + (long) Integer.BYTES * (slots.length + places.length);
    }
}
