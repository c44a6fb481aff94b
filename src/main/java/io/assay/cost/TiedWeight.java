package io.assay.cost;

/** The exact weight of rows that tie, mostly of one row or none. */
final class TiedWeight {

    private final ExactSum several = new ExactSum();
    private double only;
    private int rows;

    void add(double weight) {
        if (rows == 0) {
            only = weight;
        } else {
            if (rows == 1) {
                several.add(only);
            }
            several.add(weight);
        }
        rows++;
    }

    double value() {
        return rows > 1 ? several.value() : only;
    }

    void addTo(ExactSum sum) {
        if (rows > 1) {
            sum.add(several);
        } else if (rows == 1) {
            sum.add(only);
        }
    }

    void subtractFrom(ExactSum sum) {
        if (rows > 1) {
            sum.subtract(several);
        } else if (rows == 1) {
            sum.add(-only);
        }
    }

    void clear() {
        if (rows > 1) {
            several.subtract(several.copy());
        }
        only = 0;
        rows = 0;
    }
}
