package io.assay.aggregation;

/** Goes through rows that lie in blocks. */
interface RowCursor {

    /** Goes to the next row, the first one at the first call; whether there is one. */
    boolean advance();

    /** Where the row lies. */
    RowBlock block();

    /** Its number there. */
    int row();

    /** Orders by so many of the rows' first numbers, which have no sign. */
    static int compare(RowCursor a, RowCursor b, int keys) {
        for (int i = 0; i < keys; i++) {
            int order =
                    Long.compareUnsigned(a.block().number(i, a.row()), b.block().number(i, b.row()));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
