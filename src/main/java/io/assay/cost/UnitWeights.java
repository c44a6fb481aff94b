package io.assay.cost;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How many independent units with a positive weight there are, of which weights, and in how many two sides differ. */
final class UnitWeights {

    private long units;
    private long differing;
    private long ofWeightOne;
    private final ExactSum weight = new ExactSum();
    private final ExactSum squares = new ExactSum();

    /** Adds a unit; nothing if it has no weight. */
    void add(double unitWeight) {
        Weight.check(unitWeight);
        if (unitWeight == 0) {
            return;
        }
        units++;
        if (unitWeight == 1) {
            ofWeightOne++;
        } else {
            weight.add(unitWeight);
            squares.addProduct(unitWeight, unitWeight);
        }
    }

    /** Counts one of the units as one in which the sides differ. */
    void addDiffering() {
        differing++;
    }

    void add(UnitWeights other) {
        units += other.units;
        differing += other.differing;
        ofWeightOne += other.ofWeightOne;
        weight.add(other.weight);
        squares.add(other.squares);
    }

    long units() {
        return units;
    }

    long differing() {
        return differing;
    }

    /** Kish's (Σw)²/Σw²; NaN without units. */
    double effective() {
        Dyadic ones = Dyadic.of(ofWeightOne);
        return units == 0
                ? Double.NaN
                : weight.dyadic()
                        .plus(ones)
                        .squared()
                        .over(squares.dyadic().plus(ones))
                        .value();
    }

    void writeTo(DataOutput out) throws IOException {
        VariableLength.write(out, units);
        VariableLength.write(out, differing);
        VariableLength.write(out, ofWeightOne);
        weight.writeTo(out);
        squares.writeTo(out);
    }

    /** Adds what {@link #writeTo} wrote. */
    void read(DataInput in) throws IOException {
        units += VariableLength.read(in);
        differing += VariableLength.read(in);
        ofWeightOne += VariableLength.read(in);
        weight.add(ExactSum.readFrom(in));
        squares.add(ExactSum.readFrom(in));
    }
}
