package io.assay.aggregation;

import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;

/**
 * 128 bits that stand for a text: two XXH64, the second of them salted. Two of 10¹¹ texts share them with a probability
 * of 2·10⁻¹⁷.
 */
final class FingerprintColumns {

    private static final String SALT = "assay";
    private static final String SEPARATOR = ":";

    private FingerprintColumns() {}

    static Column high(Column text) {
        return xxhash64(text);
    }

    static Column low(Column text) {
        return xxhash64(lit(SALT), text);
    }

    /** Both halves in one text. */
    static Column text(Column text) {
        return concat_ws(SEPARATOR, high(text).cast("string"), low(text).cast("string"));
    }

    /** The same of halves that are known. */
    static String text(long high, long low) {
        return high + SEPARATOR + low;
    }
}
