package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The sums of units that may come again on another run date, such as users, in one cell under one loss. A tally forgets which
 * units it has seen, so the rows of a unit on two run dates cannot be put together again. Therefore all units whose names hash
 * alike ({@link Buckets}) are summed up as one: such sums add over run dates, the rows of a unit are always in the same one, and
 * so buckets are independent of each other whatever comes again.
 *
 * <p>There is one side, a version's, or there are two, the candidate's and the baseline's on the same rows. Sums are exact: the
 * same rows give the same sums, and the same bytes, in any order, partitioning, merge tree, and division into run dates.
 *
 * <p>Losses must be finite and weights finite and not negative; a row of weight 0 adds nothing.
 */
public final class CarriedUnits {

    /** About what a side of a bucket takes in memory. */
    private static final long BYTES_A_SIDE = 160;

    private static final int CANDIDATE = 0;
    private static final int BASELINE = 1;

    private final int sides;
    private final @Nullable Bucket[] buckets = new Bucket[Buckets.MOST];

    private CarriedUnits(int sides) {
        this.sides = sides;
    }

    /** No rows of a version. */
    public static CarriedUnits ofVersion() {
        return new CarriedUnits(1);
    }

    /** No rows of a pair of versions. */
    public static CarriedUnits ofPair() {
        return new CarriedUnits(2);
    }

    /** A side's Σ w·loss and Σ w·denominator; rows that add 1 to the latter, as most do, are counted. */
    private static final class Sums {
        private final ExactSum numerator = new ExactSum();
        private final ExactSum denominator = new ExactSum();
        private long ones;

        void add(double weight, double loss, double rowDenominator) {
            if (weight == 1) {
                numerator.add(loss);
            } else {
                numerator.addProduct(weight, loss);
            }
            if (weight == 1 && rowDenominator == 1) {
                ones++;
            } else {
                denominator.addProduct(weight, rowDenominator);
            }
        }

        void add(Sums other) {
            numerator.add(other.numerator);
            denominator.add(other.denominator);
            ones += other.ones;
        }

        double denominator() {
            ExactSum all = denominator.copy();
            all.add((double) ones);
            return all.value();
        }

        void writeTo(DataOutput out) throws IOException {
            numerator.writeTo(out);
            denominator.writeTo(out);
            VariableLength.write(out, ones);
        }

        void read(DataInput in) throws IOException {
            numerator.add(ExactSum.readFrom(in));
            denominator.add(ExactSum.readFrom(in));
            ones = VariableLength.read(in);
        }
    }

    private static final class Bucket {
        private final Sums[] sides;
        private long rows;

        Bucket(int number) {
            this.sides = new Sums[number];
            for (int i = 0; i < number; i++) {
                sides[i] = new Sums();
            }
        }
    }

    private Bucket bucket(int number) {
        Bucket known = buckets[number];
        if (known == null) {
            known = new Bucket(sides);
            buckets[number] = known;
        }
        return known;
    }

    /** Adds a row of a version to the bucket of its unit. */
    public void addRow(int bucket, double weight, double loss, double denominator) {
        Weight.check(weight);
        if (weight > 0) {
            Bucket own = bucket(bucket);
            own.rows++;
            own.sides[0].add(weight, loss, denominator);
        }
    }

    /** Adds a pair of rows to the bucket of its unit. */
    public void addPair(
            int bucket,
            double weight,
            double candidateLoss,
            double candidateDenominator,
            double baselineLoss,
            double baselineDenominator) {
        Weight.check(weight);
        if (weight > 0) {
            Bucket own = bucket(bucket);
            own.rows++;
            own.sides[CANDIDATE].add(weight, candidateLoss, candidateDenominator);
            own.sides[BASELINE].add(weight, baselineLoss, baselineDenominator);
        }
    }

    /** Adds those of other rows, of as many sides; of the same units, or of others. */
    public void add(CarriedUnits other) {
        for (int i = 0; i < buckets.length; i++) {
            Bucket theirs = other.buckets[i];
            if (theirs != null) {
                Bucket own = bucket(i);
                own.rows += theirs.rows;
                for (int side = 0; side < sides; side++) {
                    own.sides[side].add(theirs.sides[side]);
                }
            }
        }
    }

    /** How many buckets have rows. */
    public int buckets() {
        int used = 0;
        for (Bucket bucket : buckets) {
            used += bucket == null ? 0 : 1;
        }
        return used;
    }

    private long rows() {
        long rows = 0;
        for (Bucket bucket : buckets) {
            rows += bucket == null ? 0 : bucket.rows;
        }
        return rows;
    }

    /**
     * The tally of a version in which every bucket is a unit.
     *
     * @param whole of the same rows, which describes and counts them
     */
    public CostTally tally(CostTally whole) {
        CostTally tally = whole.withoutUnits();
        for (Bucket bucket : buckets) {
            if (bucket != null) {
                Sums side = bucket.sides[0];
                tally.addUnit(side.numerator, side.numerator.value(), side.denominator());
            }
        }
        return tally;
    }

    /**
     * The tally of a pair of versions in which every bucket is a unit.
     *
     * @param whole of the same pairs, which counts those that are compared and those that are dropped
     */
    public PairTally tally(PairTally whole) {
        PairTally tally = new PairTally(whole.rows() - rows(), 0);
        tally.addCandidateUnscored(whole.candidateUnscored());
        tally.addBaselineUnscored(whole.baselineUnscored());
        tally.addBothUnscored(whole.bothUnscored());
        whole.histograms().ifPresent(tally::addHistograms);
        for (Bucket bucket : buckets) {
            if (bucket != null) {
                Sums candidate = bucket.sides[CANDIDATE];
                Sums baseline = bucket.sides[BASELINE];
                tally.addUnit(
                        new ExactSum[] {candidate.numerator, baseline.numerator},
                        candidate.numerator.value(),
                        candidate.denominator(),
                        baseline.numerator.value(),
                        baseline.denominator(),
                        bucket.rows);
            }
        }
        return tally;
    }

    /** The memory held, about. */
    public long bytes() {
        return BYTES_A_SIDE * sides * buckets();
    }

    /** Writes the sums in their only spelling. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(buckets());
        for (int i = 0; i < buckets.length; i++) {
            Bucket bucket = buckets[i];
            if (bucket != null) {
                out.writeByte(i);
                VariableLength.write(out, bucket.rows);
                for (Sums side : bucket.sides) {
                    side.writeTo(out);
                }
            }
        }
    }

    /** Adds what {@link #writeTo} wrote of as many sides. */
    public void read(DataInput in) throws IOException {
        for (int n = in.readUnsignedByte(); n > 0; n--) {
            int number = in.readUnsignedByte();
            if (number >= buckets.length) {
                throw new IOException("Cannot read bucket " + number + ": there are " + buckets.length);
            }
            Bucket read = new Bucket(sides);
            read.rows = VariableLength.read(in);
            for (Sums side : read.sides) {
                side.read(in);
            }
            Bucket own = bucket(number);
            own.rows += read.rows;
            for (int side = 0; side < sides; side++) {
                own.sides[side].add(read.sides[side]);
            }
        }
    }

    /** The bytes of {@link #writeTo}. */
    public byte[] toBytes() {
        return Bytes.of(this::writeTo);
    }
}
