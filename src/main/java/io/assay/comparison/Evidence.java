package io.assay.comparison;

/** What the data say about a difference: bounds for it and tests of it, all from one method. */
interface Evidence {

    /** The bound from below that holds with probability 1 − alpha. */
    double lower(double alpha);

    /** The bound from above that holds with probability 1 − alpha. */
    double upper(double alpha);

    /** Two-sided, of difference = 0. */
    double pValue();

    /** One-sided, of difference ≤ {@code limit}: small if the difference is clearly above it. */
    double atMost(double limit);

    /** One-sided, of difference ≥ {@code limit}: small if the difference is clearly below it. */
    double atLeast(double limit);

    /** The method, for the table. */
    String method();

    /** The test of difference = 0, for a sentence. */
    String test();

    /** The difference is known: no unit deviates from it. */
    record Constant(double difference, String method) implements Evidence {

        @Override
        public String test() {
            return "no test: no unit deviates";
        }

        @Override
        public double lower(double alpha) {
            return difference;
        }

        @Override
        public double upper(double alpha) {
            return difference;
        }

        @Override
        public double pValue() {
            return difference == 0 ? 1 : 0;
        }

        @Override
        public double atMost(double limit) {
            return difference <= limit ? 1 : 0;
        }

        @Override
        public double atLeast(double limit) {
            return difference >= limit ? 1 : 0;
        }
    }

    /** Nothing is known, as of a single unit. */
    record None(String method) implements Evidence {

        @Override
        public String test() {
            return "";
        }

        @Override
        public double lower(double alpha) {
            return Double.NaN;
        }

        @Override
        public double upper(double alpha) {
            return Double.NaN;
        }

        @Override
        public double pValue() {
            return Double.NaN;
        }

        @Override
        public double atMost(double limit) {
            return Double.NaN;
        }

        @Override
        public double atLeast(double limit) {
            return Double.NaN;
        }
    }
}
