package io.assay.cost;

import java.util.Map;

/** Reads numbers off a tally of rows, each under the name of a part, such as a class; that of a whole is empty. */
@FunctionalInterface
public interface RowReading {

    /** The name under which a metric of a single number is read. */
    String WHOLE = "";

    /** The numbers in the order of parts; NaN where undefined. A part without rows may be missing. */
    Map<String, Double> of(RowTally tally);
}
