package io.assay.cost;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;

/**
 * Tallies that are kept as their bytes, a tenth of what they take as objects. One that is asked for is read anew each time,
 * so that what is done to it is forgotten.
 *
 * @param <T> the kind of tally
 */
public final class StoredTallies<T> extends AbstractList<T> implements RandomAccess {

    private final List<byte[]> bytes;
    private final Function<byte[], T> reader;

    private StoredTallies(List<byte[]> bytes, Function<byte[], T> reader) {
        this.bytes = List.copyOf(bytes);
        this.reader = reader;
    }

    /** Tallies of single versions. */
    public static List<CostTally> ofCosts(List<CostTally> tallies) {
        return new StoredTallies<>(tallies.stream().map(CostTally::toBytes).toList(), CostTally::fromBytes);
    }

    /** Tallies of pairs of versions. */
    public static List<PairTally> ofPairs(List<PairTally> tallies) {
        return new StoredTallies<>(tallies.stream().map(PairTally::toBytes).toList(), PairTally::fromBytes);
    }

    /** The same tallies in a list that does not change; those that are stored stay so. */
    static <T> List<T> copyOf(List<T> tallies) {
        return tallies instanceof StoredTallies<?> ? tallies : List.copyOf(tallies);
    }

    @Override
    public T get(int index) {
        return reader.apply(bytes.get(index));
    }

    @Override
    public int size() {
        return bytes.size();
    }
}
