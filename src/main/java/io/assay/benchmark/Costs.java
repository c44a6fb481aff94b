package io.assay.benchmark;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a variant found, as numbers by name: what it measures, by which columns it slices, and the cell. */
final class Costs {

    /** What belongs together: of two variants that have it, both must have the same cells. */
    record Quantity(String name, String slicing) implements Comparable<Quantity> {
        @Override
        public int compareTo(Quantity other) {
            int order = name.compareTo(other.name);
            return order == 0 ? slicing.compareTo(other.slicing) : order;
        }
    }

    private final SortedMap<Quantity, SortedMap<String, Double>> values = new TreeMap<>();
    private final boolean whole;

    /** Of each quantity that is there, every cell. */
    Costs() {
        this(true);
    }

    private Costs(boolean whole) {
        this.whole = whole;
    }

    /** Of a quantity, some cells only. */
    static Costs excerpt() {
        return new Costs(false);
    }

    boolean isWhole() {
        return whole;
    }

    void put(Quantity quantity, String cell, double value) {
        values.computeIfAbsent(quantity, key -> new TreeMap<>()).put(cell, value);
    }

    /** The name of a cell. */
    static String cell(String version, String partition, String slice) {
        return version + " | " + partition + " | " + slice;
    }

    Set<Quantity> quantities() {
        return values.keySet();
    }

    /** The values of a quantity by cell; empty where there are none. */
    Map<String, Double> of(Quantity quantity) {
        return values.getOrDefault(quantity, new TreeMap<>());
    }

    /** How many numbers there are. */
    long size() {
        return values.values().stream().mapToLong(Map::size).sum();
    }

    /** Adds the quantities that are not there yet, unless they are excerpts. */
    void addMissing(Costs other) {
        if (other.whole) {
            other.values.forEach(values::putIfAbsent);
        }
    }
}
