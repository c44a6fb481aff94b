package io.assay.loss;

/**
 * Which values an argument may take. The elements of an array or a matrix are checked one by one. Nulls are outside of
 * every domain and are told apart before it is asked.
 *
 * <p>Every constant has its own {@code contains}, so that a loss that asks {@code FINITE.contains(label)} pays for one
 * comparison: the call is resolved when the loss is compiled.
 */
public enum Domain {
    /** Any value but NaN, infinities included, as a logit. */
    EXTENDED("number", "must be a number") {
        @Override
        public boolean contains(double value) {
            return !Double.isNaN(value);
        }
    },
    FINITE("finite", "must be finite") {
        @Override
        public boolean contains(double value) {
            return Double.isFinite(value);
        }
    },
    /** A score before softmax; −∞ is an impossible class. */
    LOGIT("logit", "must be finite or -Infinity") {
        @Override
        public boolean contains(double value) {
            return value < Double.POSITIVE_INFINITY;
        }
    },
    /** A logarithm of a probability; −∞ is an impossible event, a rounding error of 1e-9 above 0 is forgiven. */
    LOG_PROBABILITY("log_probability", "must be ≤ 0") {
        @Override
        public boolean contains(double value) {
            return value <= Primitives.PROBABILITY_SLACK;
        }
    },
    POSITIVE("positive", "must be > 0 and finite") {
        @Override
        public boolean contains(double value) {
            return value > 0 && value < Double.POSITIVE_INFINITY;
        }
    },
    NON_NEGATIVE("non_negative", "must be ≥ 0 and finite") {
        @Override
        public boolean contains(double value) {
            return value >= 0 && value < Double.POSITIVE_INFINITY;
        }
    },
    NON_POSITIVE("non_positive", "must be ≤ 0 and finite") {
        @Override
        public boolean contains(double value) {
            return value <= 0 && value > Double.NEGATIVE_INFINITY;
        }
    },
    GREATER_THAN_MINUS_ONE("greater_than_minus_one", "must be > -1 and finite") {
        @Override
        public boolean contains(double value) {
            return value > -1 && value < Double.POSITIVE_INFINITY;
        }
    },
    AT_LEAST_ONE("at_least_one", "must be ≥ 1 and finite") {
        @Override
        public boolean contains(double value) {
            return value >= 1 && value < Double.POSITIVE_INFINITY;
        }
    },
    /** [-1, 1], a rounding error of 1e-9 beyond either end forgiven. */
    COSINE("cosine", "must be in [-1, 1]") {
        @Override
        public boolean contains(double value) {
            return Math.abs(value) <= 1 + Primitives.PROBABILITY_SLACK;
        }
    },
    /** [0, 1], a rounding error of 1e-9 beyond either end forgiven. */
    PROBABILITY("probability", "must be in [0, 1]") {
        @Override
        public boolean contains(double value) {
            return value >= -Primitives.PROBABILITY_SLACK && value <= 1 + Primitives.PROBABILITY_SLACK;
        }
    },
    /** (0, 1), both ends out. */
    OPEN_UNIT("in_open_unit_interval", "must be > 0 and < 1") {
        @Override
        public boolean contains(double value) {
            return value > 0 && value < 1;
        }
    },
    /** 0 or 1. */
    BINARY("binary", "must be 0 or 1") {
        @Override
        public boolean contains(double value) {
            return value == 0 || value == 1;
        }
    },
    /** 0, 1 or -1; 0 means -1. */
    SIGN("sign", "must be -1 or 1 (0 counts as -1)") {
        @Override
        public boolean contains(double value) {
            return value == 0 || value == 1 || value == -1;
        }
    },
    /** A whole number from 0. */
    CLASS_INDEX("class_index", "must be a whole number ≥ 0") {
        @Override
        public boolean contains(double value) {
            return value >= 0 && value == Math.rint(value) && value <= Integer.MAX_VALUE;
        }
    },
    /** A whole number from 0, such as how often something happened. */
    WHOLE("whole_number", "must be a whole number ≥ 0") {
        @Override
        public boolean contains(double value) {
            return value >= 0 && value == Math.rint(value) && value < Double.POSITIVE_INFINITY;
        }
    },
    /** A whole number from 1. */
    COUNT("count", "must be a whole number ≥ 1") {
        @Override
        public boolean contains(double value) {
            return value >= 1 && value == Math.rint(value) && value <= Integer.MAX_VALUE;
        }
    };

    private final String code;
    private final String rule;

    Domain(String code, String rule) {
        this.code = code;
        this.rule = rule;
    }

    /** Whether {@code value} is in the domain. */
    public abstract boolean contains(double value);

    /** Whether every element is; so it is for an empty array. */
    public boolean containsAll(Doubles values) {
        for (int i = 0; i < values.size(); i++) {
            if (!contains(values.at(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether every element of every row is. */
    public boolean containsAll(Matrix values) {
        for (int i = 0; i < values.rows(); i++) {
            if (!containsAll(values.row(i))) {
                return false;
            }
        }
        return true;
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
