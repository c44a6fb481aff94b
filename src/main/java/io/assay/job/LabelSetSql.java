package io.assay.job;

import io.assay.job.Configuration.MetricEntry;

/**
 * SQL over the sets of labels that a row has and was predicted: arrays with an element for each label.
 *
 * @param label the array of 0 and 1
 * @param predicted the same of the prediction
 */
record LabelSetSql(String label, String predicted) {

    /** Of a label of 0 and 1, and a prediction of these or of probabilities, which are cut at {@code threshold}. */
    static LabelSetSql of(String label, String prediction, double threshold) {
        return new LabelSetSql(
                "transform(CAST(" + label + " AS ARRAY<DOUBLE>), x -> CASE WHEN x IN (0D, 1D) THEN x END)",
                "transform(CAST(" + prediction + " AS ARRAY<DOUBLE>), x -> CASE WHEN x BETWEEN 0D AND 1D THEN"
                        + " IF(x >= " + threshold + "D, 1D, 0D) END)");
    }

    /** What {@code sql} gives where both are sets of the same labels, of which there is one or more; null elsewhere. */
    private String usable(String sql) {
        return "CASE WHEN try_hamming_loss(" + label + ", " + predicted + ") IS NOT NULL THEN " + sql + " END";
    }

    /** The ordinal of the outcome: a true positive where the sets are equal, a false negative where they are not. */
    String equal() {
        return usable("IF(" + label + " = " + predicted + ", 3, 2)");
    }

    /** The ordinal of the outcome for one label, by its place from 0; null where there is no such label. */
    String outcome(int place) {
        return usable("2 * try_element_at(" + label + ", " + (place + 1) + ") + try_element_at(" + predicted + ", "
                + (place + 1) + ")");
    }

    /** The sets as texts of 0 and 1. */
    String[] texts() {
        return new String[] {usable(text(label)), usable(text(predicted))};
    }

    private static String text(String set) {
        return "concat_ws('', transform(" + set + ", x -> IF(x = 1D, '1', '0')))";
    }

    /** What a metric sums above the line, in a row. */
    private String numerator(MetricEntry metric) {
        return switch (metric.definition().name()) {
            case "f1" -> "2D * " + both();
            case "f_beta" -> (1 + square(metric)) + "D * " + both();
            default -> both();
        };
    }

    /** What it sums below the line. */
    private String denominator(MetricEntry metric) {
        return switch (metric.definition().name()) {
            case "precision" -> size(predicted);
            case "recall" -> size(label);
            case "f1" -> "(" + size(label) + " + " + size(predicted) + ")";
            case "f_beta" -> "(" + square(metric) + "D * " + size(label) + " + " + size(predicted) + ")";
            case "jaccard" -> "(" + size(label) + " + " + size(predicted) + " - " + both() + ")";
            default -> throw new IllegalStateException("No metric of sets: " + metric.name());
        };
    }

    private static double square(MetricEntry metric) {
        return metric.number("beta") * metric.number("beta");
    }

    private String both() {
        return size("zip_with(" + label + ", " + predicted + ", (a, b) -> a * b)");
    }

    private static String size(String set) {
        return "aggregate(" + set + ", 0D, (sum, x) -> sum + x)";
    }

    /** What a metric divides by, then what it divides, when it is summed over rows before it is divided. */
    String[] summed(MetricEntry metric) {
        return new String[] {usable(denominator(metric)), usable(numerator(metric))};
    }

    /** The same for the mean over rows; one without a value is left out, or counts as {@code zero_division}. */
    String[] meant(MetricEntry metric) {
        double undefined = metric.number("zero_division");
        String otherwise = Double.isNaN(undefined) ? "NULL" : undefined + "D";
        String value = "CASE WHEN " + denominator(metric) + " > 0D THEN " + numerator(metric) + " / "
                + denominator(metric) + " ELSE " + otherwise + " END";
        return new String[] {"1D", usable(value)};
    }
}
