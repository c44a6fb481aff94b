package io.assay.loss;

import org.jspecify.annotations.Nullable;

/** Distributions of the error of a logarithm of a time, as logarithms: density and tails. */
enum LogTimes {
    NORMAL("normal") {
        @Override
        double density(double z) {
            return -z * z / 2 - HALF_LOG_TWO_PI;
        }

        @Override
        double below(double z) {
            return GaussianTail.logBelow(z);
        }

        @Override
        double above(double z) {
            return GaussianTail.logBelow(-z);
        }
    },
    LOGISTIC("logistic") {
        @Override
        double density(double z) {
            return below(z) + above(z);
        }

        @Override
        double below(double z) {
            return Primitives.logSigmoid(z);
        }

        @Override
        double above(double z) {
            return Primitives.logSigmoid(-z);
        }
    },
    /** Of the smallest of many, so that times are Weibull distributed. */
    EXTREME("extreme") {
        @Override
        double density(double z) {
            return z - StrictMath.exp(z);
        }

        @Override
        double below(double z) {
            return Primitives.log1mExp(StrictMath.exp(z));
        }

        @Override
        double above(double z) {
            return -StrictMath.exp(z);
        }
    };

    private static final double HALF_LOG_TWO_PI = StrictMath.log(2 * Math.PI) / 2;

    private final String text;

    LogTimes(String text) {
        this.text = text;
    }

    /** The name as a parameter spells it. */
    String text() {
        return text;
    }

    /** The one that {@code text} names; null for none. */
    static @Nullable LogTimes of(String text) {
        for (LogTimes distribution : values()) {
            if (distribution.text.equals(text)) {
                return distribution;
            }
        }
        return null;
    }

    /** The logarithm of the density. */
    abstract double density(double z);

    /** The logarithm of the probability of a value below. */
    abstract double below(double z);

    /** The logarithm of the probability of a value above. */
    abstract double above(double z);

    /** The logarithm of the probability of a value between two, from the tail in which both are small. */
    double between(double low, double high) {
        if (low == Double.NEGATIVE_INFINITY) {
            return below(high);
        }
        if (high == Double.POSITIVE_INFINITY) {
            return above(low);
        }
        return low > 0 ? difference(above(low), above(high)) : difference(below(high), below(low));
    }

    /** log(exp(larger) − exp(smaller)). */
    private static double difference(double larger, double smaller) {
        return smaller == Double.NEGATIVE_INFINITY ? larger : larger + Primitives.log1mExp(larger - smaller);
    }
}
