package io.assay.aggregation;

import io.assay.loss.LossFunction;
import java.util.ArrayList;
import java.util.List;

/** The SQL functions that one loss is registered as. */
enum SqlForm {
    /** The loss; NaN for NaN, an error outside of the domain. */
    STRICT("", ""),
    /** The loss; null where the strict one is NaN or fails. */
    LENIENT("try_", " Null where there is no loss."),
    /** The reason code where there is no finite loss. */
    REASON("check_", " Gives the reason code where there is no finite loss, null where there is one."),
    /** What the row adds to the divisor of a ratio of sums. */
    DENOMINATOR("denominator_", " Gives the row's part of the divisor, null where there is no loss.");

    private final String prefix;
    private final String remark;

    SqlForm(String prefix, String remark) {
        this.prefix = prefix;
        this.remark = remark;
    }

    /** The forms of {@code function}: the denominator only where the cost can be a ratio of sums. */
    static List<SqlForm> of(LossFunction function) {
        List<SqlForm> forms = new ArrayList<>(List.of(STRICT, LENIENT, REASON));
        if (function.denominator(function.overloads().get(0)).isPresent()) {
            forms.add(DENOMINATOR);
        }
        return forms;
    }

    /** The function's name in SQL. */
    String name(LossFunction function) {
        return prefix + function.name();
    }

    /** What sets it apart from the loss itself, as a sentence after a blank; empty for the loss. */
    String remark() {
        return remark;
    }
}
