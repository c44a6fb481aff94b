package io.assay.loss;

/** Read-only rows of doubles, not necessarily of one length, as a loss sees them: a cost matrix, members of an ensemble. */
public interface Matrix {

    /** The number of rows, 0 or more. */
    int rows();

    /** The row at {@code index}, from 0; a missing one is a single NaN. */
    Doubles row(int index);

    /** A view of {@code rows}, not a copy; equal to another such view of the same numbers. */
    static Matrix of(double[]... rows) {
        return new MatrixOfArrays(rows);
    }
}
