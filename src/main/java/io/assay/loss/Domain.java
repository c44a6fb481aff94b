package io.assay.loss;

import java.util.function.DoublePredicate;

/**
 * Which values an argument may take. An array's elements are checked one by one. Nulls are outside of every domain and
 * are told apart before it is asked.
 */
public enum Domain {
    /** Any value but NaN, infinities included, as a logit. */
    EXTENDED("number", "must be a number", x -> !Double.isNaN(x)),
    FINITE("finite", "must be finite", Double::isFinite),
    POSITIVE("positive", "must be > 0 and finite", x -> x > 0 && Double.isFinite(x)),
    NON_NEGATIVE("non_negative", "must be ≥ 0 and finite", x -> x >= 0 && Double.isFinite(x)),
    GREATER_THAN_MINUS_ONE("greater_than_minus_one", "must be > -1 and finite", x -> x > -1 && Double.isFinite(x)),
    /** [0, 1], a rounding error of 1e-9 beyond either end forgiven. */
    PROBABILITY("probability", "must be in [0, 1]", x -> x >= -1e-9 && x <= 1 + 1e-9),
    /** (0, 1), both ends out. */
    OPEN_UNIT("in_open_unit_interval", "must be > 0 and < 1", x -> x > 0 && x < 1),
    /** 0 or 1. */
    BINARY("binary", "must be 0 or 1", x -> x == 0 || x == 1),
    /** 0, 1 or -1; 0 means -1. */
    SIGN("sign", "must be -1 or 1 (0 counts as -1)", x -> x == 0 || x == 1 || x == -1),
    /** A whole number from 0. */
    CLASS_INDEX(
            "class_index", "must be a whole number ≥ 0", x -> x >= 0 && x == Math.rint(x) && x <= Integer.MAX_VALUE);

    private final String code;
    private final String rule;
    private final DoublePredicate predicate;

    Domain(String code, String rule, DoublePredicate predicate) {
        this.code = code;
        this.rule = rule;
        this.predicate = predicate;
    }

    /** Whether {@code value} is in the domain. */
    public boolean contains(double value) {
        return predicate.test(value);
    }

    /** One word for reason codes, such as {@code probability} in {@code prediction_not_probability}. */
    public String code() {
        return code;
    }

    /** The rule for a person: {@code must be in [0, 1]}. */
    public String rule() {
        return rule;
    }
}
