package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@link CarriedUnits} are for a loss, for the basis of smooth metrics: the sums of units that may come again on another run
 * date, of all whose names fall into one of the {@link Buckets} together. There is one side, a version's, or there are the
 * candidate's and the baseline's on the same rows. Sums are exact, so they do not depend on the order of anything.
 */
public final class CarriedVectors {

    /** About what a column of a side of a bucket takes in memory. */
    private static final long BYTES_A_COLUMN = 64;

    private final MetricBasis basis;
    private final int sides;
    private final @Nullable Bucket[] buckets = new Bucket[Buckets.MOST];

    private CarriedVectors(MetricBasis basis, int sides) {
        this.basis = basis;
        this.sides = sides;
    }

    /** The sums of a bucket: a version's, or the candidate's and the baseline's. */
    private record Bucket(List<UnitVector> sides) {

        boolean hasRows() {
            return sides.get(0).rows() > 0;
        }
    }

    /** No rows of a version. */
    public static CarriedVectors ofVersion(MetricBasis basis) {
        return new CarriedVectors(basis, 1);
    }

    /** No rows of a pair of versions. */
    public static CarriedVectors ofPair(MetricBasis basis) {
        return new CarriedVectors(basis, 2);
    }

    /** A version's sums in a bucket, to which rows are added. */
    public UnitVector version(int bucket) {
        return of(bucket).sides().get(0);
    }

    /** The candidate's sums in a bucket. */
    public UnitVector candidate(int bucket) {
        return of(bucket).sides().get(0);
    }

    /** The baseline's sums in a bucket, to which the same rows must be added. */
    public UnitVector baseline(int bucket) {
        return of(bucket).sides().get(1);
    }

    private Bucket of(int number) {
        Bucket known = buckets[number];
        if (known == null) {
            known = new Bucket(
                    Stream.generate(() -> new UnitVector(basis)).limit(sides).toList());
            buckets[number] = known;
        }
        return known;
    }

    /** Adds those of other rows, of the same basis and as many sides. */
    public void add(CarriedVectors other) {
        for (int i = 0; i < buckets.length; i++) {
            Bucket theirs = other.buckets[i];
            if (theirs != null && theirs.hasRows()) {
                for (int side = 0; side < sides; side++) {
                    of(i).sides().get(side).add(theirs.sides().get(side));
                }
            }
        }
    }

    private List<Bucket> filled() {
        List<Bucket> filled = new ArrayList<>();
        for (Bucket bucket : buckets) {
            if (bucket != null && bucket.hasRows()) {
                filled.add(bucket);
            }
        }
        return filled;
    }

    /** How many buckets have rows with a weight. */
    public int buckets() {
        return filled().size();
    }

    /**
     * The tally of a version in which every bucket is a unit.
     *
     * @param whole of the same rows, which counts them
     */
    public VectorTally tally(VectorTally whole) {
        return whole.with(filled().stream().map(bucket -> bucket.sides().get(0)).toList());
    }

    /**
     * The tally of a pair of versions in which every bucket is a unit.
     *
     * @param whole of the same pairs, which counts those that are compared and those that are dropped
     */
    public VectorPairTally tally(VectorPairTally whole) {
        VectorPairTally tally = whole.withoutUnits();
        filled().forEach(bucket ->
                tally.addSums(bucket.sides().get(0), bucket.sides().get(1)));
        return tally;
    }

    /** The memory held, about. */
    public long bytes() {
        return BYTES_A_COLUMN * basis.columns() * sides * buckets();
    }

    /** Writes the sums in their only spelling. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(buckets());
        for (int i = 0; i < buckets.length; i++) {
            Bucket bucket = buckets[i];
            if (bucket != null && bucket.hasRows()) {
                out.writeByte(i);
                for (UnitVector side : bucket.sides()) {
                    side.writeTo(out);
                }
            }
        }
    }

    /** Adds what {@link #writeTo} wrote of the same basis and as many sides. */
    public void read(DataInput in) throws IOException {
        for (int n = in.readUnsignedByte(); n > 0; n--) {
            int number = in.readUnsignedByte();
            if (number >= buckets.length) {
                throw new IOException("Cannot read bucket " + number + ": there are " + buckets.length);
            }
            for (UnitVector side : of(number).sides()) {
                side.read(in);
            }
        }
    }

    /** The bytes of {@link #writeTo}. */
    public byte[] toBytes() {
        return Bytes.of(this::writeTo);
    }
}
