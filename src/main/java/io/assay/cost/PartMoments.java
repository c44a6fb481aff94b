package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Exact sums over the units of a pair whose loss is a weighted sum of parts: the totals of the weight W and of each part
 * on both sides, and the second and third moments of z = (W, D₁, …, Dₖ), Dᵢ being the difference candidate − baseline in
 * part i. From them a comparison under any weights is read. A unit's sums are rounded once for the moments. The units with
 * the least and the greatest Dᵢ are kept whole.
 */
final class PartMoments {

    /** Sums of more parts have totals only: the moments grow with the third power of their number. */
    static final int MOST = 8;

    private final int parts;
    private final int crossed;
    private final ExactSum weight = new ExactSum();
    private final ExactSum[] candidate;
    private final ExactSum[] baseline;
    private final ExactSum[] products;
    private final ExactSum[] cubes;
    /** z of the unit with the greatest Dᵢ at 2i, of that with the least at 2i + 1; empty without units. */
    private final double[][] extremes;

    private long units;
    private long differing;

    PartMoments(int parts) {
        this.parts = parts;
        this.candidate = zeros(parts);
        this.baseline = zeros(parts);
        this.crossed = parts <= MOST ? parts + 1 : 1;
        this.products = zeros(pairs(crossed));
        this.cubes = zeros(triples(crossed));
        this.extremes = new double[2 * parts][];
        Arrays.fill(extremes, new double[0]);
    }

    /** Adds a unit by the sums of either side: the weight, then the parts. */
    void add(ExactSum[] ours, ExactSum[] theirs) {
        double[] z = new double[parts + 1];
        units++;
        weight.add(theirs[0]);
        z[0] = finite(theirs[0].value());
        boolean differs = false;
        for (int i = 0; i < parts; i++) {
            candidate[i].add(ours[i + 1]);
            baseline[i].add(theirs[i + 1]);
            z[i + 1] = finite(ours[i + 1].value() - theirs[i + 1].value()) + 0.0;
            differs |= z[i + 1] != 0;
        }
        differing += differs ? 1 : 0;
        stretch(z);
        for (int i = 0; i < crossed; i++) {
            for (int j = 0; j <= i && z[i] != 0; j++) {
                products[pairs(i) + j].addProduct(z[i], z[j]);
                for (int l = 0; l <= j; l++) {
                    cubes[triples(i) + pairs(j) + l].addProduct(z[i], z[j], z[l]);
                }
            }
        }
    }

    /** Keeps a unit where it is more extreme than the one that is there; of equal ones, so that order does not matter. */
    private void stretch(double... z) {
        for (int i = 0; i < extremes.length; i++) {
            double[] kept = extremes[i];
            double sign = i % 2 == 0 ? 1 : -1;
            int more = kept.length == 0 ? 1 : Double.compare(sign * z[i / 2 + 1], sign * kept[i / 2 + 1]);
            if (more > 0 || (more == 0 && Arrays.compare(z, kept) > 0)) {
                extremes[i] = z;
            }
        }
    }

    /** The units that are extreme in a part, each as (W, D₁, …, Dₖ). */
    List<double[]> extremes() {
        return units == 0 ? List.of() : List.of(extremes);
    }

    private static double finite(double x) {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, x));
    }

    void add(PartMoments other) {
        units += other.units;
        differing += other.differing;
        weight.add(other.weight);
        addAll(candidate, other.candidate);
        addAll(baseline, other.baseline);
        addAll(products, other.products);
        addAll(cubes, other.cubes);
        other.extremes().forEach(this::stretch);
    }

    long units() {
        return units;
    }

    /** Whether there are moments of all parts. */
    boolean isCrossed() {
        return crossed > parts;
    }

    /** Units in which the two sides differ in a part. */
    long differing() {
        return differing;
    }

    int parts() {
        return parts;
    }

    Dyadic weight() {
        return weight.dyadic();
    }

    /** The total of a part on the candidate's side. */
    Dyadic candidate(int part) {
        return candidate[part].dyadic();
    }

    /** The total of a part on the baseline's side. */
    Dyadic baseline(int part) {
        return baseline[part].dyadic();
    }

    /** Σ W². */
    Dyadic squaredWeight() {
        return products[0].dyadic();
    }

    /** Σ rᵢrⱼ of the residuals rᵢ = ΣW·Dᵢ − ΣDᵢ·W. */
    Dyadic residualProduct(int i, int j) {
        Dyadic w = weight();
        Dyadic si = difference(i);
        Dyadic sj = difference(j);
        return w.squared()
                .times(product(i + 1, j + 1))
                .minus(w.times(sj).times(product(i + 1, 0)))
                .minus(w.times(si).times(product(j + 1, 0)))
                .plus(si.times(sj).times(product(0, 0)));
    }

    /** Σ rᵢrⱼrₗ of the same residuals. */
    Dyadic residualCube(int i, int j, int l) {
        int[] columns = {i + 1, j + 1, l + 1};
        Dyadic[] totals = {difference(i), difference(j), difference(l)};
        Dyadic sum = Dyadic.ZERO;
        // Each factor is ΣW·D or −ΣD·W: one term for each choice.
        for (int choice = 0; choice < 8; choice++) {
            Dyadic term = Dyadic.ONE;
            int[] column = new int[3];
            for (int f = 0; f < 3; f++) {
                boolean second = (choice >> f & 1) == 1;
                term = term.times(second ? totals[f].negate() : weight());
                column[f] = second ? 0 : columns[f];
            }
            sum = sum.plus(term.times(cube(column)));
        }
        return sum;
    }

    private Dyadic difference(int part) {
        return candidate(part).minus(baseline(part));
    }

    private Dyadic product(int one, int other) {
        return products[pairs(Math.max(one, other)) + Math.min(one, other)].dyadic();
    }

    private Dyadic cube(int... columns) {
        int[] sorted = columns.clone();
        Arrays.sort(sorted);
        return cubes[triples(sorted[2]) + pairs(sorted[1]) + sorted[0]].dyadic();
    }

    void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, units);
        VariableLength.write(out, differing);
        for (double[] extreme : extremes()) {
            for (double x : extreme) {
                out.writeDouble(x);
            }
        }
        weight.writeTo(out);
        for (ExactSum[] sums : new ExactSum[][] {candidate, baseline, products, cubes}) {
            for (ExactSum sum : sums) {
                sum.writeTo(out);
            }
        }
    }

    /** Adds what {@link #writeTo} wrote to these sums, which must be 0. */
    void read(DataInput in) throws IOException {
        units = VariableLength.read(in);
        differing = VariableLength.read(in);
        for (int i = 0; i < extremes.length && units > 0; i++) {
            extremes[i] = new double[parts + 1];
            for (int column = 0; column <= parts; column++) {
                extremes[i][column] = in.readDouble();
            }
        }
        weight.add(ExactSum.readFrom(in));
        for (ExactSum[] sums : new ExactSum[][] {candidate, baseline, products, cubes}) {
            for (ExactSum sum : sums) {
                sum.add(ExactSum.readFrom(in));
            }
        }
    }

    /** How many pairs of columns, order aside, have none beyond the first so many; also where the next ones begin. */
    private static int pairs(int columns) {
        return columns * (columns + 1) / 2;
    }

    /** The same for triples. */
    private static int triples(int columns) {
        return columns * (columns + 1) * (columns + 2) / 6;
    }

    private static ExactSum[] zeros(int length) {
        ExactSum[] zeros = new ExactSum[length];
        Arrays.setAll(zeros, i -> new ExactSum());
        return zeros;
    }

    private static void addAll(ExactSum[] to, ExactSum[] from) {
        for (int i = 0; i < from.length; i++) {
            to[i].add(from[i]);
        }
    }
}
