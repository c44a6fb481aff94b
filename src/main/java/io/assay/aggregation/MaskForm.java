package io.assay.aggregation;

import io.assay.loss.DecodeMask;

/** The SQL functions that the decoding of masks is registered as. */
enum MaskForm {
    /** The mask; an error where it cannot be decoded. */
    STRICT("", ""),
    /** The mask; null where it cannot be decoded. */
    LENIENT("try_", " Null where there is no mask."),
    /** The reason code where it cannot be decoded. */
    REASON("check_", " Gives the reason code where there is no mask, null where there is one.");

    private final String prefix;
    private final String remark;

    MaskForm(String prefix, String remark) {
        this.prefix = prefix;
        this.remark = remark;
    }

    /** The name in SQL. */
    String sqlName() {
        return prefix + DecodeMask.definition().name();
    }

    /** What sets it apart from the strict form, as a sentence after a blank. */
    String remark() {
        return remark;
    }
}
