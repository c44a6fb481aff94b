package io.assay.loss;

import java.util.Arrays;

/** Java arrays seen as a {@link Matrix}; a value, equal by its elements. */
final class MatrixOfArrays implements Matrix {

    private final double[][] rows;

    MatrixOfArrays(double[][] rows) {
        this.rows = rows;
    }

    @Override
    public int rows() {
        return rows.length;
    }

    @Override
    public Doubles row(int index) {
        return Doubles.of(rows[index]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MatrixOfArrays that && Arrays.deepEquals(rows, that.rows);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(rows);
    }

    @Override
    public String toString() {
        return Arrays.deepToString(rows);
    }
}
